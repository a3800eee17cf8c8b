"""The limit of a pool holds all replicas that may run there."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.fitting import ROUNDING, usage
from policies.kubernetes.pools import all_pools
from policies.kubernetes.scaling import most_replicas
from policies.kubernetes.workloads import SERVERS
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pool in all_pools(view):
        used = usage(view, pool)
        total = sum(share for _, share in used)
        if total > 1 + ROUNDING:
            for workload, share in used:
                most = most_replicas(view, workload)
                message = f"takes {share:.0%} of the pool {pool.name}, of which {total:.0%} may be asked for"
                yield Failure(workload, most.path if most.resource is workload else ("spec", "replicas"), message)


RULE = PlanRule(
    id="platform-replicas-within-pool",
    title="Replicas fit within the limit of their pool",
    why="The last replicas wait for ever, just when the load is highest.",
    severity=Severity.HIGH,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Lower scaling.max, or raise max of the pool.",
    judge=_judge,
)
