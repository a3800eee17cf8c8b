"""No security groups of the old kind guard a cache."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import forbidden
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-cache-security-group",
    title="No security groups of the old kind guard a cache",
    why="They belong to EC2-Classic, which is gone, and guard nothing in a VPC.",
    severity=Severity.LOW,
    applies_to=("aws:elasticache/securityGroup:SecurityGroup",),
    enforcement=MANDATORY,
    remedy="Use security groups of the VPC.",
    checkov=("CKV_AWS_196",),
    judge=forbidden("is an EC2-Classic cache security group"),
)
