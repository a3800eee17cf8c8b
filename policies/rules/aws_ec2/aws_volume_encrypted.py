"""Volumes of nodes and of pods are encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import INSTANCE, LAUNCH_TEMPLATE, VOLUME
from policies.aws.volumes import volumes
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    found = volumes(resource)
    if resource.type == LAUNCH_TEMPLATE and not found:
        yield Failure(
            resource, ("blockDeviceMappings",), "is not set, so that the image says whether disks are encrypted"
        )
    for volume in found:
        if not volume["encrypted"].flag():
            yield volume["encrypted"].fails("is not true")


RULE = ResourceRule(
    id="aws-volume-encrypted",
    title="Volumes of nodes and of pods are encrypted",
    why="Disks of nodes hold images, models and whatever pods wrote; AWS gives the block to somebody else one day.",
    severity=Severity.HIGH,
    applies_to=(LAUNCH_TEMPLATE, VOLUME, INSTANCE),
    enforcement=MANDATORY,
    remedy="Set encrypted to true on each volume.",
    checkov=("CKV_AWS_3", "CKV_AWS_8", "CKV_AWS_106", "CKV2_AWS_2"),
    trivy=("AWS-0008", "AWS-0026", "AWS-0122", "AWS-0131"),
    judge=_judge,
)
