"""Disks of Karpenter nodes are encrypted with a key of the stack."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    mappings = properties(resource).at("spec", "blockDeviceMappings")
    if not mappings.each():
        yield mappings.fails("is not set, so disks are as the image has them")
    for mapping in mappings.each():
        if not mapping.at("ebs", "encrypted").flag():
            yield mapping.at("ebs", "encrypted").fails("is not true")
        if mapping.at("ebs", "kmsKeyID").absent:
            yield mapping.at("ebs", "kmsKeyID").fails("is not set")


RULE = ResourceRule(
    id="kubernetes-node-class-encryption",
    title="Karpenter nodes have encrypted disks",
    why="Weights, prompts in caches and images lie on them.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.k8s.aws/*:EC2NodeClass",),
    enforcement=MANDATORY,
    remedy="Set ebs.encrypted and ebs.kmsKeyID.",
    checkov=("CKV_AWS_8", "CKV_AWS_3", "CKV_AWS_189"),
    trivy=("AWS-0008", "AWS-0131", "AWS-0026", "AWS-0027"),
    judge=_judge,
)
