"""Clients reach an engine through the gateway."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.engines import all_engines
from policies.kubernetes.exposure import fronted
from policies.plan_view import PlanView
from policies.rule import ADVISORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for binding, pods in fronted(view):
        if any(engine.pod.workload is pod.workload for engine in all_engines(view) for pod in pods):
            yield Failure(binding, ("spec", "serviceRef", "name"), "leads to an engine itself, not to the gateway")


RULE = PlanRule(
    id="platform-engine-behind-gateway",
    title="Clients reach engines through the gateway",
    why="Only the gateway counts tokens for each key, limits them and routes by what engines have cached.",
    severity=Severity.MEDIUM,
    applies_to=("kubernetes:elbv2.k8s.aws/*:TargetGroupBinding",),
    enforcement=ADVISORY,
    remedy="Let the load balancer lead to the gateway.",
    judge=_judge,
)
