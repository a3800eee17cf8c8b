"""A load balancer asks for health where the pods answer."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.exposure import fronted
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for binding, pods in fronted(view):
        probes = ("readinessProbe", "livenessProbe", "startupProbe")
        paths = {
            each.at(name, "httpGet", "path").text() for pod in pods for each in pod.containers() for name in probes
        }
        for group in view.sources(binding, "spec", "aws:lb/targetGroup:TargetGroup"):
            asked = properties(group).at("healthCheck", "path")
            if asked.given and paths - {""} and asked.text() not in paths:
                yield asked.fails(f"is {asked.text()}, and the pods answer on {', '.join(sorted(paths - {''}))}")


RULE = PlanRule(
    id="platform-load-balancer-health",
    title="Load balancers check the health of pods where they answer",
    why="Every target is unhealthy, or all of them are healthy whatever happens.",
    severity=Severity.MEDIUM,
    applies_to=("aws:lb/targetGroup:TargetGroup",),
    enforcement=MANDATORY,
    remedy="Keep the path of the health check.",
    judge=_judge,
)
