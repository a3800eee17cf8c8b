"""Somebody is told when an accelerator fails."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import DEVICES, resource_total
from policies.kubernetes.workloads import all_pods
from policies.plan_view import PlanView
from policies.rule import ADVISORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    asked = any(resource_total(pod, device) for pod in all_pods(view) for device in DEVICES)
    rules = [str(dict(each.inputs)) for each in view.of_kind("PrometheusRule")]
    if asked and not any("XID" in text or "neuron_" in text for text in rules):
        yield Failure(None, (), "asks for accelerators, and no alert tells of their faults")


RULE = PlanRule(
    id="platform-missing-accelerator-alert",
    title="Accelerator faults raise an alert",
    why="A failing accelerator answers wrongly or slowly for days, and is paid for.",
    severity=Severity.MEDIUM,
    applies_to=("kubernetes:monitoring.coreos.com/*:PrometheusRule",),
    enforcement=ADVISORY,
    remedy="Set monitoring in the stack file.",
    judge=_judge,
)
