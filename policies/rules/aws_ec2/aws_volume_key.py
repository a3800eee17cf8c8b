"""Volumes are encrypted with a key of ours."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.expectations import not_own_key
from policies.aws.kinds import INSTANCE, LAUNCH_TEMPLATE, VOLUME
from policies.aws.volumes import volumes
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    for volume in volumes(resource):
        yield from not_own_key(volume["kmsKeyId"])


RULE = ResourceRule(
    id="aws-volume-key",
    title="Volumes are encrypted with a key of ours",
    why="A snapshot under the key of AWS cannot be taken away from anybody in the account.",
    severity=Severity.MEDIUM,
    applies_to=(LAUNCH_TEMPLATE, VOLUME, INSTANCE),
    enforcement=MANDATORY,
    remedy="Name a KMS key in kmsKeyId.",
    checkov=("CKV_AWS_189",),
    trivy=("AWS-0027",),
    judge=_judge,
)
