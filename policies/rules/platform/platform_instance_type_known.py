"""A pool names instance types that the catalogue knows."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import INSTANCE_TYPE, NODE_POOLS, all_pools
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pool in all_pools(view):
        requirement = pool.requirements.get(INSTANCE_TYPE)
        place = requirement["values"] if requirement is not None else pool.root["instanceTypes"]
        named = pool.values(INSTANCE_TYPE)
        unknown = sorted(named - {machine.name for machine in pool.machines})
        if unknown or not named:
            yield place.fails(f"holds {', '.join(unknown) or 'no list of types'}, which the catalogue does not know")


RULE = PlanRule(
    id="platform-instance-type-known",
    title="Pools name known instance types",
    why="Whether pods fit, and what they cost, is else found out on the bill.",
    severity=Severity.MEDIUM,
    applies_to=NODE_POOLS,
    enforcement=MANDATORY,
    remedy="List instanceTypes in the stack file.",
    judge=_judge,
)
