"""A pod that is stopped first leaves the Service, then ends."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.engines import engines_in
from policies.kubernetes.workloads import SERVERS
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for engine in engines_in(resource):
        hook = engine.container.at("lifecycle", "preStop")
        if hook.absent:
            yield hook.fails("is not set")


RULE = ResourceRule(
    id="platform-drains-before-stop",
    title="Pods leave the Service before they stop",
    why="Requests that are still sent to it are refused.",
    severity=Severity.MEDIUM,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Keep the preStop hook of the chart.",
    judge=_judge,
)
