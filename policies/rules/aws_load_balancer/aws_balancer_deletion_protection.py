"""Load balancers cannot be deleted by one call."""

from __future__ import annotations

from evenkeel.model import Level, Severity
from policies.aws.expectations import put, switched
from policies.aws.kinds import LOAD_BALANCER
from policies.rule import Enforcement, ResourceRule

RULE = ResourceRule(
    id="aws-balancer-deletion-protection",
    title="Load balancers cannot be deleted by one call",
    why="Its host name goes with it, and every client that knows it.",
    severity=Severity.MEDIUM,
    applies_to=(LOAD_BALANCER,),
    enforcement=Enforcement(dev=Level.DISABLED, staging=Level.MANDATORY, prod=Level.MANDATORY),
    remedy="Leave environment at staging or prod, which set enableDeletionProtection.",
    checkov=("CKV_AWS_150",),
    judge=switched("enableDeletionProtection"),
    remedied=put(True, "enableDeletionProtection"),
)
