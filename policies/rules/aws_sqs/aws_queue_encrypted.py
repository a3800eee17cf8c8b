"""Queues are encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import QUEUE
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    if inputs["kmsMasterKeyId"].absent and not inputs["sqsManagedSseEnabled"].flag():
        yield inputs["sqsManagedSseEnabled"].fails("is not true, and no KMS key is named")


RULE = ResourceRule(
    id="aws-queue-encrypted",
    title="Queues are encrypted",
    why="Messages are stored until somebody takes them.",
    severity=Severity.MEDIUM,
    applies_to=(QUEUE,),
    enforcement=MANDATORY,
    remedy="Set sqsManagedSseEnabled to true, or name a key in kmsMasterKeyId.",
    checkov=("CKV_AWS_27",),
    trivy=("AWS-0096",),
    judge=_judge,
)
