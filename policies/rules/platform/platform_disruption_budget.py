"""A server has a disruption budget, so that nodes are not all drained at once."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.selectors import selects
from policies.kubernetes.workloads import SERVERS, all_pods, kind_of, namespace_of
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pod in all_pods(view):
        if kind_of(pod.workload) not in {"Deployment", "StatefulSet", "LeaderWorkerSet"}:
            continue
        held = [
            budget
            for budget in view.of_kind("PodDisruptionBudget")
            if namespace_of(budget) == pod.namespace
            and selects(properties(budget).at("spec", "selector"), pod.labels)
            and properties(budget).at("spec", "maxUnavailable").text() != "100%"
        ]
        if not held:
            yield pod.template.fails("has no disruption budget that keeps any of its pods")


RULE = PlanRule(
    id="platform-disruption-budget",
    title="Servers have a disruption budget",
    why="A cluster update drains several nodes at a time, and with them every replica.",
    severity=Severity.HIGH,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Keep the PodDisruptionBudget of the chart.",
    judge=_judge,
)
