"""Load balancers log their requests."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import switched
from policies.aws.kinds import LOAD_BALANCER
from policies.rule import MANDATORY_BEFORE_PROD, ResourceRule

RULE = ResourceRule(
    id="aws-balancer-access-log",
    title="Load balancers log their requests",
    why="Without the log nobody can say who called, or what a 502 was.",
    severity=Severity.MEDIUM,
    applies_to=(LOAD_BALANCER,),
    enforcement=MANDATORY_BEFORE_PROD,
    remedy="Give the stack a log bucket (storage.logs).",
    checkov=("CKV_AWS_91",),
    judge=switched("accessLogs", "enabled"),
)
