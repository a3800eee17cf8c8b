"""Nothing is put into the default VPC."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import forbidden
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-default-vpc",
    title="Nothing is put into the default VPC",
    why="The default VPC has public subnets only, and other people's resources in it.",
    severity=Severity.HIGH,
    applies_to=("aws:ec2/defaultVpc:DefaultVpc",),
    enforcement=MANDATORY,
    remedy="Let the stack make a VPC of its own, or name an existing one under network.existing.",
    checkov=("CKV_AWS_148",),
    trivy=("AWS-0101",),
    judge=forbidden("adopts the default VPC"),
)
