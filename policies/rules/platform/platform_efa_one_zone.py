"""Nodes joined by EFA are in one zone."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import ZONE, all_pools
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pool in all_pools(view):
        zones = pool.values(ZONE)
        if pool.of_karpenter and "evenkeel.dev/efa" in pool.labels and len(zones) != 1:
            place = pool.requirements[ZONE]["values"] if ZONE in pool.requirements else pool.root["spec"]
            yield place.fails(f"is {len(zones) or 'any'} zones, and EFA joins nodes of one")


RULE = PlanRule(
    id="platform-efa-one-zone",
    title="EFA pools are in one zone",
    why="EFA does not cross zones: pods of one replica in two zones never find each other.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.sh/*:NodePool",),
    enforcement=MANDATORY,
    remedy="Name one zone.",
    judge=_judge,
)
