"""A node that is drained waits as long as its pods may take to stop."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import pools_for
from policies.kubernetes.quantities import seconds
from policies.kubernetes.workloads import all_pods, name_of
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pod in all_pods(view):
        for pool in pools_for(view, pod):
            given = pool.root.at("spec", "template", "spec", "terminationGracePeriod")
            waits = seconds(given)
            needed = pod.spec["terminationGracePeriodSeconds"].number(30)
            if pool.of_karpenter and waits is not None and waits < needed:
                yield given.fails(f"is {given.text()}, and {name_of(pod.workload)} may take {needed:g} s")


RULE = PlanRule(
    id="platform-node-grace-covers-pod",
    title="Nodes wait for their pods to stop",
    why="Karpenter otherwise ends the node under a pod that is finishing its streams.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.sh/*:NodePool",),
    enforcement=MANDATORY,
    remedy="Raise terminationGracePeriod of the pool.",
    judge=_judge,
)
