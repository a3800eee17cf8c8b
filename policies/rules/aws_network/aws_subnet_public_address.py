"""Subnets give no public addresses by themselves."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import put, switched
from policies.aws.kinds import SUBNET
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-subnet-public-address",
    title="Subnets give no public addresses by themselves",
    why="A node or pod with a public address is reached past the load balancer, and each address costs money.",
    severity=Severity.HIGH,
    applies_to=(SUBNET,),
    enforcement=MANDATORY,
    remedy="Set mapPublicIpOnLaunch to false; give public addresses to load balancers and NAT gateways only.",
    checkov=("CKV_AWS_130",),
    trivy=("AWS-0164",),
    judge=switched("mapPublicIpOnLaunch", on=False),
    remedied=put(False, "mapPublicIpOnLaunch"),
)
