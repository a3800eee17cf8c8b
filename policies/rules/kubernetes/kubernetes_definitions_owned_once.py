"""A chart does not bring definitions of its own."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    flag = properties(resource)["skipCrds"]
    if not flag.flag():
        yield flag.fails("is not true")


RULE = ResourceRule(
    id="kubernetes-definitions-owned-once",
    title="Definitions of objects are owned once",
    why="Two owners take turns in changing them, and removing one deletes every object of that kind.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:helm.sh/*:Release",),
    enforcement=MANDATORY,
    remedy="Set skipCrds, and let CustomResourceDefinitions bring them.",
    judge=_judge,
)
