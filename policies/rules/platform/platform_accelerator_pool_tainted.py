"""Nodes with accelerators keep other pods away."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import DEVICES, NODE_POOLS, all_pools
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pool in all_pools(view):
        kinds = {machine.accelerators.kind for machine in pool.machines if machine.accelerators}
        keys = {key for key, _, effect in pool.taints if effect != "PreferNoSchedule"}
        wanted = {device for device, kind in DEVICES.items() if kind in kinds}
        if kinds and not (keys & wanted if wanted else keys):
            place = pool.root.at("spec", "template", "spec", "taints") if pool.of_karpenter else pool.root["taints"]
            yield place.fails(
                f"does not keep pods away that need no accelerator: none is {' or '.join(sorted(wanted))}"
            )


RULE = PlanRule(
    id="platform-accelerator-pool-tainted",
    title="Accelerator pools are tainted",
    why="Pods without need of accelerators fill the node, and keep it from being removed when it is idle.",
    severity=Severity.HIGH,
    applies_to=NODE_POOLS,
    enforcement=MANDATORY,
    remedy="Keep the taint that the platform gives them.",
    judge=_judge,
)
