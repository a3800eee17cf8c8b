"""KMS keys rotate."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.expectations import put
from policies.aws.kinds import KEY
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    symmetric = inputs["customerMasterKeySpec"].text("SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
    if symmetric and not inputs["enableKeyRotation"].flag():
        yield inputs["enableKeyRotation"].fails("is not true")


RULE = ResourceRule(
    id="aws-key-rotation",
    title="KMS keys rotate",
    why="Rotation bounds how much one key has encrypted when it is lost.",
    severity=Severity.MEDIUM,
    applies_to=(KEY,),
    enforcement=MANDATORY,
    remedy="Set enableKeyRotation to true.",
    checkov=("CKV_AWS_7",),
    trivy=("AWS-0065",),
    judge=_judge,
    remedied=put(True, "enableKeyRotation"),
)
