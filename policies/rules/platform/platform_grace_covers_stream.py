"""A pod that is stopped may finish the longest stream first."""

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
        grace = engine.pod.spec["terminationGracePeriodSeconds"]
        stream = engine.number("--shutdown-timeout", 0)
        waits = engine.container.at("lifecycle", "preStop", "sleep", "seconds").number()
        if not engine.headless and not stream:
            yield engine.place("--shutdown-timeout").fails(
                "gives streams no time to end: --shutdown-timeout is left out"
            )
        if grace.number(30) < stream + waits:
            yield grace.fails(f"is {grace.number(30):g}, and streams take up to {stream:g} s after {waits:g} s")


RULE = ResourceRule(
    id="platform-grace-covers-stream",
    title="Pods finish the longest stream before they stop",
    why="Every roll-out and every node that is replaced cuts answers short.",
    severity=Severity.HIGH,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Set slo.longestStreamSeconds; terminationGracePeriodSeconds follows.",
    judge=_judge,
)
