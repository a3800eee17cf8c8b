"""A pool of Karpenter has its node class."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import all_pools, node_class_of
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pool in all_pools(view):
        if pool.of_karpenter and node_class_of(view, pool) is None:
            name = pool.root.at("spec", "template", "spec", "nodeClassRef", "name")
            yield name.fails(f"is {name.text()}, which is not in the stack")


RULE = PlanRule(
    id="platform-node-class-exists",
    title="Node pools have their node class",
    why="Karpenter makes no node for it.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.sh/*:NodePool",),
    enforcement=MANDATORY,
    remedy="Make both by KarpenterNodePool.",
    judge=_judge,
)
