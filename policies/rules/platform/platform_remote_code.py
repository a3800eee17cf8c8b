"""An engine does not run code that comes with the weights."""

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
        if "--trust-remote-code" in engine.options:
            yield engine.place("--trust-remote-code").fails("runs code from the model repository")


RULE = ResourceRule(
    id="platform-remote-code",
    title="Engines run no code that comes with weights",
    why="Whoever publishes the weights then runs programs with the identity of the engine.",
    severity=Severity.HIGH,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Take --trust-remote-code out of engine.arguments, or waive it for one reviewed revision.",
    judge=_judge,
)
