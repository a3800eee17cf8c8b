"""A pod tolerates the taints of the pool that it selects."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import candidates, pools_for
from policies.kubernetes.workloads import WORKLOADS, all_pods, kind_of
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pod in all_pods(view):
        wanted = candidates(view, pod)
        if kind_of(pod.workload) == "DaemonSet" or not wanted or pools_for(view, pod):
            continue
        missing = ", ".join(f"{key}={value}:{effect}" for key, value, effect in wanted[0].tolerated_by(pod))
        yield pod.spec["tolerations"].fails(f"does not hold {missing}, a taint of the pool {wanted[0].name}")


RULE = PlanRule(
    id="platform-pod-tolerates-pool",
    title="Pods tolerate the taints of their pool",
    why="The pod waits for ever beside nodes that are free.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Let the platform place the pod: it adds the tolerations of the pool.",
    judge=_judge,
)
