"""A cache that is deleted leaves a snapshot."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import given
from policies.aws.kinds import CACHE
from policies.rule import MANDATORY_BEFORE_PROD, ResourceRule

RULE = ResourceRule(
    id="aws-cache-final-snapshot",
    title="A cache that is deleted leaves a snapshot",
    why="A replacement by mistake is otherwise final.",
    severity=Severity.MEDIUM,
    applies_to=(CACHE,),
    enforcement=MANDATORY_BEFORE_PROD,
    remedy="Name a finalSnapshotIdentifier.",
    judge=given("finalSnapshotIdentifier"),
)
