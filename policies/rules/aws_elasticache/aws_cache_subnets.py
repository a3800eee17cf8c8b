"""The cache is in subnets that were chosen for it."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import given
from policies.aws.kinds import CACHE
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-cache-subnets",
    title="The cache is in subnets that were chosen for it",
    why="The default subnet group spans the default VPC with its public subnets.",
    severity=Severity.MEDIUM,
    applies_to=(CACHE,),
    enforcement=MANDATORY,
    remedy="Name a subnet group of isolated subnets.",
    checkov=("CKV_AWS_323",),
    judge=given("subnetGroupName"),
)
