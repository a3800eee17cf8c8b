"""A node with accelerators is removed only when it is empty."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import all_pools
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pool in all_pools(view):
        policy = pool.root.at("spec", "disruption", "consolidationPolicy")
        if pool.of_karpenter and pool.accelerated and policy.text() != "WhenEmpty":
            yield policy.fails(f"is {policy.text('left out')}, not WhenEmpty")


RULE = PlanRule(
    id="platform-accelerator-pool-consolidation",
    title="Accelerator nodes are consolidated only when empty",
    why="Moving an engine means loading its model again, for minutes, to save a little.",
    severity=Severity.MEDIUM,
    applies_to=("kubernetes:karpenter.sh/*:NodePool",),
    enforcement=MANDATORY,
    remedy="Set consolidationPolicy to WhenEmpty.",
    judge=_judge,
)
