"""A StorageClass makes encrypted volumes."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    root = properties(resource)
    encrypted = root.at("parameters", "encrypted")
    if root["provisioner"].text() == "ebs.csi.aws.com" and not encrypted.flag():
        yield encrypted.fails("is not true")


RULE = ResourceRule(
    id="kubernetes-storage-class-encryption",
    title="Volumes that pods claim are encrypted",
    why="What pods write to claims, caches and checkpoints among it, would lie on disks in clear.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:storage.k8s.io/*:StorageClass",),
    enforcement=MANDATORY,
    remedy='Set parameters.encrypted to "true", and kmsKeyId.',
    checkov=("CKV_AWS_3",),
    judge=_judge,
)
