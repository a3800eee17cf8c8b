"""What is in a namespace has that namespace."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.workloads import WORKLOADS, name_of, namespace_of
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    there = {name_of(each) for each in view.of_kind("Namespace")} | {"kube-system", "kube-public", "default"}
    for workload in view.of_kind("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "LeaderWorkerSet"):
        if namespace_of(workload) not in there:
            yield Failure(
                workload, ("metadata", "namespace"), f"is {namespace_of(workload)}, which is not in the stack"
            )


RULE = PlanRule(
    id="platform-namespace-exists",
    title="Namespaces exist",
    why="The API server refuses the object.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Make the namespace by Namespace.",
    judge=_judge,
)
