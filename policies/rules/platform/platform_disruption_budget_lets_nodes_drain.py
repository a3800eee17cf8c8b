"""A disruption budget lets a node be drained."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.scaling import most_replicas, pods_per_replica
from policies.kubernetes.selectors import selected_pods
from policies.kubernetes.workloads import namespace_of
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for budget in view.of_kind("PodDisruptionBudget"):
        spec = properties(budget)["spec"]
        most, least = spec["maxUnavailable"], spec["minAvailable"]
        if most.text("1") in {"0", "0%"}:
            yield most.fails(f"is {most.text()}, so no pod may ever be moved")
        if least.absent:
            continue
        workloads = [pod.workload for pod in selected_pods(view, spec["selector"], namespace_of(budget))]
        replicas = [most_replicas(view, workload).number(1) * pods_per_replica(workload) for workload in workloads]
        text = least.text()
        if text == "100%" or (replicas and not text.endswith("%") and least.number() >= max(replicas)):
            yield least.fails(f"is {text}, so no pod may ever be moved")


RULE = PlanRule(
    id="platform-disruption-budget-lets-nodes-drain",
    title="Disruption budgets let nodes drain",
    why="A node that cannot be drained is never updated, and holds up the update of the cluster.",
    severity=Severity.MEDIUM,
    applies_to=("kubernetes:policy/*:PodDisruptionBudget",),
    enforcement=MANDATORY,
    remedy="Set maxUnavailable to 1.",
    judge=_judge,
)
