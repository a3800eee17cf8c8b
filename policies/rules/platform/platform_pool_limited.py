"""A pool of Karpenter has a limit."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:

    limits = properties(resource).at("spec", "limits")
    if not {"nodes", "cpu"} & limits.entries().keys():
        yield limits.fails("bounds neither nodes nor cpu")


RULE = ResourceRule(
    id="platform-pool-limited",
    title="Node pools have a limit",
    why="A loop in a scaler, or a mistake in a manifest, otherwise buys nodes until the quota ends.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.sh/*:NodePool",),
    enforcement=MANDATORY,
    remedy="Set max in the stack file.",
    judge=_judge,
)
