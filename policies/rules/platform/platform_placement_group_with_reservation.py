"""A pool asks for a placement group or for a reservation, not for both."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.pools import NODE_CLASS
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:

    spec = properties(resource)["spec"]
    if spec["placementGroupSelector"].given and spec["capacityReservationSelectorTerms"].given:
        yield spec["placementGroupSelector"].fails("is set beside a reservation")


RULE = ResourceRule(
    id="platform-placement-group-with-reservation",
    title="Placement groups and reservations are not mixed",
    why="A reservation is placed when it is made; asking for a group as well fails for want of capacity.",
    severity=Severity.HIGH,
    applies_to=(NODE_CLASS,),
    enforcement=MANDATORY,
    remedy="Take placementGroup out.",
    judge=_judge,
)
