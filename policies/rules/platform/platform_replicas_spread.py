"""The replicas of a server are spread over nodes and zones."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.engines import all_engines
from policies.kubernetes.workloads import SERVERS
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for engine in all_engines(view):
        spec = engine.pod.spec
        keys = {each["topologyKey"].text() for each in spec["topologySpreadConstraints"].each()}
        if not engine.headless and not keys and spec.at("affinity", "podAntiAffinity").absent:
            yield spec["topologySpreadConstraints"].fails("is not set")


RULE = PlanRule(
    id="platform-replicas-spread",
    title="Replicas are spread over nodes and zones",
    why="One node, or one zone, otherwise takes all of them down.",
    severity=Severity.MEDIUM,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Keep the topologySpreadConstraints of the chart.",
    judge=_judge,
)
