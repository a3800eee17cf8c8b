"""The metrics that a scaler asks for are collected."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.selectors import selects
from policies.kubernetes.workloads import all_pods, name_of
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for scaler in view.of_kind("ScaledObject"):
        spec = properties(scaler)["spec"]
        queries = [each for each in spec["triggers"].each() if each["type"].text() == "prometheus"]
        target = spec.at("scaleTargetRef", "name").text()
        pods = [pod for pod in all_pods(view) if name_of(pod.workload) == target]
        monitors = [properties(each).at("spec", "selector") for each in view.of_kind("PodMonitor", "ServiceMonitor")]
        scraped = any(selects(selector, pod.labels) for selector in monitors for pod in pods)
        for query in queries:
            if pods and "vllm:" in query.at("metadata", "query").text() and not scraped:
                yield query.at("metadata", "query").fails(f"asks for metrics of {target}, which no monitor collects")


RULE = PlanRule(
    id="platform-autoscaler-metrics-scraped",
    title="Metrics that scalers ask for are collected",
    why="The query returns nothing, and the engine is never scaled.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:keda.sh/*:ScaledObject",),
    enforcement=MANDATORY,
    remedy="Keep the PodMonitor of the chart.",
    judge=_judge,
)
