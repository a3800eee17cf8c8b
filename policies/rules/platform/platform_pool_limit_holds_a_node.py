"""The limit of a pool lets it have a node."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import DEVICES, all_pools
from policies.kubernetes.quantities import quantity
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pool in all_pools(view):
        if not pool.of_karpenter or not pool.machines:
            continue
        limits = pool.root.at("spec", "limits")
        if limits["nodes"].given and quantity(limits["nodes"]) < 1:
            yield limits["nodes"].fails("is less than one node")
        for device in DEVICES:
            least = min(machine.accelerators.count if machine.accelerators else 0 for machine in pool.machines)
            if limits[device].given and quantity(limits[device]) < least:
                yield limits[device].fails(f"is {limits[device].text()}, and a node has {least}")


RULE = PlanRule(
    id="platform-pool-limit-holds-a-node",
    title="Pool limits hold at least one node",
    why="The pool never makes a node, and its pods wait.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.sh/*:NodePool",),
    enforcement=MANDATORY,
    remedy="Raise max to one node at least.",
    judge=_judge,
)
