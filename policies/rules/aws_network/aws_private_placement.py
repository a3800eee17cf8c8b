"""Nodes, caches and the control plane are in subnets without a way in from the internet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from evenkeel.model import Severity
from policies.aws.kinds import CLUSTER, NODE_GROUP, SUBNET
from policies.aws.subnets import internet_route
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_SUBNET_GROUP: Final = "aws:elasticache/subnetGroup:SubnetGroup"
_SUBNETS_IN: Final[Mapping[str, str]] = {CLUSTER: "vpcConfig", NODE_GROUP: "subnetIds", _SUBNET_GROUP: "subnetIds"}


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for token, name in _SUBNETS_IN.items():
        for resource in view.of_type(token):
            for subnet in view.sources(resource, name, SUBNET):
                route = internet_route(view, subnet)
                if route is not None:
                    message = f"is placed in subnet {subnet.name}, which route {route.name} joins to the internet"
                    yield Failure(resource, (name,), message)


RULE = PlanRule(
    id="aws-private-placement",
    title="Nodes, caches and the control plane are in subnets without a way in from the internet",
    why="In a public subnet one public address and one open security group are all that is missing.",
    severity=Severity.HIGH,
    applies_to=tuple(_SUBNETS_IN),
    enforcement=MANDATORY,
    remedy="Use private or isolated subnets, and leave the public ones to load balancers and NAT gateways.",
    judge=_judge,
)
