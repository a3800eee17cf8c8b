"""The limit of a pool holds the replicas that a roll-out adds."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.fitting import ROUNDING, share_of_replica, usage
from policies.kubernetes.pools import all_pools
from policies.kubernetes.scaling import most_replicas, surge, surge_of
from policies.kubernetes.workloads import SERVERS
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pool in all_pools(view):
        used = usage(view, pool)
        total = sum(share for _, share in used)
        for workload, _ in used:
            extra = surge(workload, most_replicas(view, workload).number(1))
            needed = total + extra * share_of_replica(view, workload, pool)
            if extra and needed > 1 + ROUNDING:
                yield surge_of(workload).fails(f"adds {extra} replicas, and takes {needed:.0%} of the pool {pool.name}")


RULE = PlanRule(
    id="platform-surge-within-pool",
    title="Roll-outs fit within the limit of their pool",
    why="The new replica waits for a node that the pool may not make, and the roll-out never ends.",
    severity=Severity.HIGH,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Raise max of the pool by a replica, or set scaling.surge to 0.",
    judge=_judge,
)
