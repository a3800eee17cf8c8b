"""A pool of accelerators has a limit in accelerators."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import DEVICES, all_pools
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pool in all_pools(view):
        kinds = {machine.accelerators.kind for machine in pool.machines if machine.accelerators}
        wanted = {device for device, kind in DEVICES.items() if kind in kinds}
        limits = pool.root.at("spec", "limits")
        if pool.of_karpenter and wanted and not wanted & limits.entries().keys():
            yield limits.fails(f"does not bound {' or '.join(sorted(wanted))}")


RULE = PlanRule(
    id="platform-accelerator-pool-limited",
    title="Accelerator pools have a limit in accelerators",
    why="Nodes of one pool may have one accelerator or eight; what costs money is the accelerator.",
    severity=Severity.MEDIUM,
    applies_to=("kubernetes:karpenter.sh/*:NodePool",),
    enforcement=MANDATORY,
    remedy="Set max.accelerators, or max.nodes, from which the platform works it out.",
    judge=_judge,
)
