"""An engine listens on the port that its container declares."""

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
        declared = [port["containerPort"].number() for port in engine.container["ports"].each()]
        if not engine.headless and engine.port not in declared:
            yield engine.place("--port").fails(f"listens on {engine.port}, which is no port of the container")


RULE = ResourceRule(
    id="platform-engine-port",
    title="Engines listen on the port that they declare",
    why="Probes, Services and network policies go by the declared port.",
    severity=Severity.HIGH,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Let the chart choose the port.",
    judge=_judge,
)
