"""The cluster cannot be deleted by one call."""

from __future__ import annotations

from evenkeel.model import Level, Severity
from policies.aws.expectations import put, switched
from policies.aws.kinds import CLUSTER
from policies.rule import Enforcement, ResourceRule

RULE = ResourceRule(
    id="aws-cluster-deletion-protection",
    title="The cluster cannot be deleted by one call",
    why="Everything that runs on it goes with it.",
    severity=Severity.HIGH,
    applies_to=(CLUSTER,),
    enforcement=Enforcement(dev=Level.DISABLED, staging=Level.DISABLED, prod=Level.MANDATORY),
    remedy="Leave environment at prod, which sets deletionProtection.",
    judge=switched("deletionProtection"),
    remedied=put(True, "deletionProtection"),
)
