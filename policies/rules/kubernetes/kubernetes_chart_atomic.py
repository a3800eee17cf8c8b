"""A chart is installed wholly or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    flag = properties(resource)["atomic"]
    if not flag.flag():
        yield flag.fails("is not true")


RULE = ResourceRule(
    id="kubernetes-chart-atomic",
    title="Charts are installed as a whole",
    why="A release that failed half way blocks the next one, until somebody rolls it back by hand.",
    severity=Severity.LOW,
    applies_to=("kubernetes:helm.sh/*:Release",),
    enforcement=MANDATORY,
    remedy="Set atomic to true.",
    judge=_judge,
)
