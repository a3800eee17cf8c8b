"""Every subnet has a route table of its own choosing."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.kinds import NAT_GATEWAY, ROUTE, ROUTE_TABLE_ASSOCIATION, SUBNET
from policies.aws.subnets import route_tables
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for subnet in view.of_type(SUBNET):
        if not view.dependents(subnet, ROUTE_TABLE_ASSOCIATION, through="subnetId"):
            yield Failure(subnet, (), "is associated with no route table, and takes the main one of the VPC")
        elif len(route_tables(view, subnet)) > 1:
            yield Failure(subnet, (), "is associated with several route tables")
    for gateway in view.of_type(NAT_GATEWAY):
        if not view.dependents(gateway, ROUTE, through="natGatewayId"):
            yield Failure(gateway, (), "is paid for, and no route leads to it")


RULE = PlanRule(
    id="aws-subnet-routed",
    title="Every subnet has a route table, and every NAT gateway a route",
    why="The main route table leads nowhere: nodes in such a subnet never join. A gateway without routes only costs.",
    severity=Severity.MEDIUM,
    applies_to=(SUBNET, NAT_GATEWAY),
    enforcement=MANDATORY,
    remedy="Associate the subnet with the table of its zone, and route through the gateway.",
    judge=_judge,
)
