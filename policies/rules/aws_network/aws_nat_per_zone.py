"""Every zone leaves the VPC through a NAT gateway of its own."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Level, Severity
from policies.aws.kinds import SUBNET
from policies.aws.subnets import gateways, zone_of
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import Enforcement, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for subnet in view.of_type(SUBNET):
        zone = properties(subnet)["availabilityZone"]
        for gateway in gateways(view, subnet):
            other = zone_of(view, gateway)
            if other is not None and zone.text() != other:
                yield zone.fails(f"is {zone.text()}, but the way out is the NAT gateway {gateway.name} in {other}")


RULE = PlanRule(
    id="aws-nat-per-zone",
    title="Every zone leaves the VPC through a NAT gateway of its own",
    why="When the zone of a shared gateway fails, the others are cut off with it; until then each byte costs twice.",
    severity=Severity.MEDIUM,
    applies_to=(SUBNET,),
    enforcement=Enforcement(dev=Level.DISABLED, staging=Level.DISABLED, prod=Level.MANDATORY),
    remedy="Set network.nat to perZone.",
    judge=_judge,
)
