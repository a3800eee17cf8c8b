"""A reservation is used by the pool that names it."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import CAPACITY, NODE_CLASS, all_pools, node_class_of
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pool in all_pools(view):
        found = node_class_of(view, pool)
        if found is None:
            continue
        terms = properties(found).at("spec", "capacityReservationSelectorTerms")
        if terms.each() and "reserved" not in pool.values(CAPACITY):
            yield terms.fails(f"is set, and the pool {pool.name} does not take reserved capacity")
        if not terms.each() and "reserved" in pool.values(CAPACITY):
            yield terms.fails(f"is not set, and the pool {pool.name} takes reserved capacity")


RULE = PlanRule(
    id="platform-reservation-used",
    title="Reservations are used",
    why="A reservation costs the same unused; a pool that asks for reserved capacity without one gets no node.",
    severity=Severity.HIGH,
    applies_to=(NODE_CLASS,),
    enforcement=MANDATORY,
    remedy="Name reserved in capacity, and the reservations.",
    judge=_judge,
)
