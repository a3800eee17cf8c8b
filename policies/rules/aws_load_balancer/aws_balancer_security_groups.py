"""Load balancers name who may reach them."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import given
from policies.aws.kinds import LOAD_BALANCER
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-balancer-security-groups",
    title="Load balancers name who may reach them",
    why=(
        "A network load balancer made without security groups can never be given one; an application one "
        "takes the default group."
    ),
    severity=Severity.HIGH,
    applies_to=(LOAD_BALANCER,),
    enforcement=MANDATORY,
    remedy="Name a security group in securityGroups.",
    judge=given("securityGroups"),
)
