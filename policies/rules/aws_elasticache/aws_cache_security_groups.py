"""The cache names who may reach it."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import given
from policies.aws.kinds import CACHE
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-cache-security-groups",
    title="The cache names who may reach it",
    why="Without groups of its own the cache takes the default group of the VPC.",
    severity=Severity.HIGH,
    applies_to=(CACHE,),
    enforcement=MANDATORY,
    remedy="Name a security group in securityGroupIds.",
    judge=given("securityGroupIds"),
)
