"""Nodes joined by EFA stand close together."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import NODE_CLASS, all_pools, node_class_of
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pool in all_pools(view):
        found = node_class_of(view, pool)
        if found is None or "evenkeel.dev/efa" not in pool.labels:
            continue
        spec = properties(found)["spec"]
        if spec["placementGroupSelector"].absent and not spec["capacityReservationSelectorTerms"].each():
            yield spec["placementGroupSelector"].fails("is not set, nor is a reservation, though the pool has EFA")


RULE = PlanRule(
    id="platform-efa-placement",
    title="EFA nodes are in a placement group or a reservation",
    why="Far apart in a zone they talk with several times the latency, and every step of a model waits for it.",
    severity=Severity.HIGH,
    applies_to=(NODE_CLASS,),
    enforcement=MANDATORY,
    remedy="Set placementGroup, or name reservations.",
    judge=_judge,
)
