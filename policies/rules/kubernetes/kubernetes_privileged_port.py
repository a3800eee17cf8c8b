"""A container listens on a port that needs no privilege."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        for port in container["ports"].each():
            number = port["containerPort"]
            if 0 < number.number() < 1024:
                yield number.fails(f"is {number.number():g}, less than 1024")


RULE = ResourceRule(
    id="kubernetes-privileged-port",
    title="Containers listen on unprivileged ports",
    why="Ports below 1024 take a capability or root.",
    severity=Severity.LOW,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Listen on 1024 or above; a Service may still answer on 80.",
    trivy=("KSV-0117",),
    judge=_judge,
)
