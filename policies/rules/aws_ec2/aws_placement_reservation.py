"""No launch template asks for a placement group and a reservation together."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import LAUNCH_TEMPLATE
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    target = inputs.at("capacityReservationSpecification", "capacityReservationTarget")
    group = inputs.at("placement", "groupName")
    if target.given and group.given:
        yield group.fails("is set beside a capacity reservation, which is placed already")
    block = inputs.at("instanceMarketOptions", "marketType").text() == "capacity-block"
    if block and target.absent:
        yield target.fails("is not set, though the market type is capacity-block")


RULE = ResourceRule(
    id="aws-placement-reservation",
    title="No launch template asks for a placement group and a reservation together",
    why="A reservation was placed when it was made; asking for a group as well fails each launch with no capacity.",
    severity=Severity.HIGH,
    applies_to=(LAUNCH_TEMPLATE,),
    enforcement=MANDATORY,
    remedy="Leave placementGroup out of pools that use reservations; name the reservation of a capacity block.",
    judge=_judge,
)
