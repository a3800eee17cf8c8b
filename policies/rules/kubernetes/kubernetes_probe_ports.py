"""A probe asks a port that the container has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_PROBES: Final = ("startupProbe", "livenessProbe", "readinessProbe")


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        ports = container["ports"].each()
        known = {port["name"].text() for port in ports} | {port["containerPort"].text() for port in ports}
        for probe in _PROBES:
            for way in ("httpGet", "tcpSocket", "grpc"):
                asked = container.at(probe, way, "port")
                if asked.given and asked.text() not in known:
                    yield asked.fails(f"is {asked.text()}, which is no port of the container")


RULE = ResourceRule(
    id="kubernetes-probe-ports",
    title="Probes ask ports that exist",
    why="A probe of another port always fails: the pod never becomes ready, or is restarted for ever.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Name a port of the container, or its number.",
    judge=_judge,
)
