"""A Service claims no address that is not its own."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    addresses = properties(resource).at("spec", "externalIPs")
    if addresses.each():
        yield addresses.fails("is set")


RULE = ResourceRule(
    id="kubernetes-external-address",
    title="Services claim no external address",
    why="Whoever may claim an address takes the traffic that pods send there.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:core/*:Service",),
    enforcement=MANDATORY,
    remedy="Take externalIPs out.",
    trivy=("KSV-0108",),
    judge=_judge,
)
