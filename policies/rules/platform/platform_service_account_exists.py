"""A pod runs as a service account that is there."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.workloads import WORKLOADS, all_pods, name_of, namespace_of
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    there = {(namespace_of(each), name_of(each)) for each in view.of_kind("ServiceAccount")}
    for pod in all_pods(view):
        account = pod.spec["serviceAccountName"]
        if account.text("default") != "default" and (pod.namespace, account.text()) not in there:
            yield account.fails(f"is {account.text()}, which is not in the stack")


RULE = PlanRule(
    id="platform-service-account-exists",
    title="Service accounts exist",
    why="No pod is made, and nothing says why but an event.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Keep the ServiceAccount of the chart.",
    judge=_judge,
)
