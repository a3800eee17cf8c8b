"""A node of its pool is large enough for a pod."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.fitting import shortage
from policies.kubernetes.pools import candidates
from policies.kubernetes.workloads import WORKLOADS, all_pods, kind_of
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pod in all_pods(view):
        machines = [machine for pool in candidates(view, pod) for machine in pool.machines]
        if kind_of(pod.workload) == "DaemonSet" or not machines:
            continue
        shortages = [shortage(pod, machine) for machine in machines]
        if all(shortages):
            yield pod.spec["containers"].fails(f"does not fit on any node of its pool: {shortages[0]}")


RULE = PlanRule(
    id="platform-pod-fits-pool",
    title="Pods fit on a node of their pool",
    why="The pod waits for ever: no node that Karpenter could make would do.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Ask for less, or choose a larger instance type.",
    judge=_judge,
)
