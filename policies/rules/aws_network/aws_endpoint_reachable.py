"""VPC endpoints are where their clients are."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.expectations import is_empty
from policies.aws.kinds import VPC_ENDPOINT
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    interface = inputs["vpcEndpointType"].text("Gateway") == "Interface"
    for name in ("securityGroupIds", "subnetIds") if interface else ("routeTableIds",):
        if is_empty(inputs[name]):
            yield inputs[name].fails("is not set")


RULE = ResourceRule(
    id="aws-endpoint-reachable",
    title="VPC endpoints are where their clients are",
    why="An interface endpoint without a security group takes the default one, which lets nobody in; one without "
    "subnets or route tables serves nobody.",
    severity=Severity.MEDIUM,
    applies_to=(VPC_ENDPOINT,),
    enforcement=MANDATORY,
    remedy="Name security groups and subnets of interface endpoints, and route tables of gateway endpoints.",
    judge=_judge,
)
