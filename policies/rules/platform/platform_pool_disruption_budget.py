"""A pool replaces its busy nodes one after another."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY_BEFORE_PROD, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:

    budgets = properties(resource).at("spec", "disruption", "budgets")
    if not budgets.each():
        yield budgets.fails("is not set")
    for budget in budgets.each():
        reasons = set(budget["reasons"].texts())
        if reasons != {"Empty"} and budget["nodes"].text() == "100%":
            yield budget["nodes"].fails("is 100%, also of nodes that are in use")


RULE = ResourceRule(
    id="platform-pool-disruption-budget",
    title="Node pools replace busy nodes one after another",
    why="A new node image otherwise restarts all engines at once.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.sh/*:NodePool",),
    enforcement=MANDATORY_BEFORE_PROD,
    remedy="Give spec.disruption.budgets a number of nodes for Drifted and Underutilized.",
    judge=_judge,
)
