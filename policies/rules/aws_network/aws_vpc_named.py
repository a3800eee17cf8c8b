"""What belongs into a VPC says into which."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import given
from policies.aws.kinds import (
    DEFAULT_SECURITY_GROUP,
    INTERNET_GATEWAY,
    NETWORK_ACL,
    ROUTE_TABLE,
    SECURITY_GROUP,
    SUBNET,
    TARGET_GROUP,
    VPC_ENDPOINT,
)
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-vpc-named",
    title="What belongs into a VPC says into which",
    why="Without a name AWS takes the default VPC, with its public subnets and other people's resources.",
    severity=Severity.MEDIUM,
    applies_to=(
        SECURITY_GROUP,
        DEFAULT_SECURITY_GROUP,
        TARGET_GROUP,
        SUBNET,
        ROUTE_TABLE,
        INTERNET_GATEWAY,
        NETWORK_ACL,
        VPC_ENDPOINT,
    ),
    enforcement=MANDATORY,
    remedy="Pass vpcId.",
    judge=given("vpcId"),
)
