"""A pool asks for the architecture that its instance types have."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import ARCHITECTURE, all_pools
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pool in all_pools(view):
        allowed = pool.values(ARCHITECTURE)
        for machine in pool.machines:
            if pool.of_karpenter and allowed and machine.architecture not in allowed:
                message = f"is {', '.join(sorted(allowed))}, and {machine.name} is {machine.architecture}"
                yield pool.requirements[ARCHITECTURE]["values"].fails(message)


RULE = PlanRule(
    id="platform-pool-architecture",
    title="The architecture of a pool is that of its instance types",
    why="Karpenter finds no instance type that is both, and makes no node.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.sh/*:NodePool",),
    enforcement=MANDATORY,
    remedy="Take the requirement out, or correct it.",
    judge=_judge,
)
