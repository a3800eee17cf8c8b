"""The cache is copied every day."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import at_least
from policies.aws.kinds import CACHE
from policies.rule import MANDATORY_BEFORE_PROD, Parameter, ResourceRule

RULE = ResourceRule(
    id="aws-cache-snapshots",
    title="The cache is copied every day",
    why="Token limits and sessions are lost with the last node, and nobody can say afterwards what was in it.",
    severity=Severity.MEDIUM,
    applies_to=(CACHE,),
    enforcement=MANDATORY_BEFORE_PROD,
    remedy="Set cache.snapshotDays in the stack file.",
    checkov=("CKV_AWS_134",),
    trivy=("AWS-0050",),
    parameters=(
        Parameter(
            name="days",
            default=7,
            meaning="days that snapshots are kept, at least",
            by_environment={"dev": 0, "staging": 1},
            minimum=0,
            maximum=35,
        ),
    ),
    judge=at_least("snapshotRetentionLimit", parameter="days", unit="days"),
)
