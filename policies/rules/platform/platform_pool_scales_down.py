"""A pool gives nodes back that nobody uses."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.quantities import seconds
from policies.properties import properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:

    after = properties(resource).at("spec", "disruption", "consolidateAfter")
    waits = seconds(after)
    if waits is None:
        yield after.fails(f"is {after.text('left out')}, so empty nodes stay")
    elif waits > settings.number("hours") * 3600:
        yield after.fails(f"is {after.text()}, more than {settings.number('hours'):g} hours")


RULE = ResourceRule(
    id="platform-pool-scales-down",
    title="Node pools scale down",
    why="An empty node with accelerators costs as much as a busy one.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.sh/*:NodePool",),
    enforcement=MANDATORY,
    remedy="Set disruption.consolidateAfter.",
    parameters=(Parameter(name="hours", default=4, meaning="hours that an empty node may stay", minimum=0),),
    judge=_judge,
)
