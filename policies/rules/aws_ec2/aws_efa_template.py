"""Nodes that are joined by EFA are placed together, in one zone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import LAUNCH_TEMPLATE, NODE_GROUP
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_EFA: Final = ("efa", "efa-only")


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for template in view.of_type(LAUNCH_TEMPLATE):
        inputs = properties(template)
        interfaces = inputs["networkInterfaces"].each()
        if not any(each["interfaceType"].text() in _EFA for each in interfaces):
            continue
        target = inputs.at("capacityReservationSpecification", "capacityReservationTarget")
        if inputs.at("placement", "groupName").absent and target.absent:
            yield Failure(template, (), "asks for EFA without a placement group and without a reservation")
        yield from _one_subnet(view, template)


def _one_subnet(view: PlanView, template: Resource) -> Iterator[Verdict]:
    for group in view.dependents(template, NODE_GROUP, through="launchTemplate"):
        subnets = properties(group)["subnetIds"]
        if len(subnets.each()) > 1:
            yield subnets.fails(f"names {len(subnets.each())} subnets; EFA does not cross zones")


RULE = PlanRule(
    id="aws-efa-template",
    title="Nodes that are joined by EFA are placed together, in one zone",
    why="Spread over racks EFA loses the latency that it is paid for, and over zones it does not connect at all.",
    severity=Severity.HIGH,
    applies_to=(LAUNCH_TEMPLATE, NODE_GROUP),
    enforcement=MANDATORY,
    remedy="Give the pool one zone, and a placement group or a reservation.",
    judge=_judge,
)
