"""Requests in flight are let finish when a pod goes."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import at_least, put_number
from policies.aws.kinds import TARGET_GROUP
from policies.rule import MANDATORY, Parameter, ResourceRule

RULE = ResourceRule(
    id="aws-target-draining",
    title="Requests in flight are let finish when a pod goes",
    why="A target that is dropped at once cuts every stream on it in the middle of a sentence.",
    severity=Severity.MEDIUM,
    applies_to=(TARGET_GROUP,),
    enforcement=MANDATORY,
    remedy="Raise serving.slo.longestStreamSeconds, which the deregistration delay follows.",
    parameters=(
        Parameter(
            name="seconds", default=60, meaning="shortest deregistration delay, in seconds", minimum=0, maximum=3600
        ),
    ),
    judge=at_least("deregistrationDelay", parameter="seconds", unit="seconds", default=300),
    remedied=put_number("seconds", "deregistrationDelay"),
)
