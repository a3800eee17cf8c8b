"""A node is replaced in time to get the fixes of its image."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.quantities import seconds
from policies.properties import properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:

    template = properties(resource).at("spec", "template")
    after = template.at("spec", "expireAfter")
    age = seconds(after)
    training = template.at("metadata", "labels", "evenkeel.dev/purpose").text() == "training"
    if age is None and not training:
        yield after.fails(f"is {after.text('left out')}")
    elif age is not None and age > settings.number("days") * 86400:
        yield after.fails(f"is {after.text()}, more than {settings.number('days'):g} days")


RULE = ResourceRule(
    id="platform-node-expiry",
    title="Nodes expire",
    why="A node that lives for ever never gets the fixes of kernel and driver.",
    severity=Severity.MEDIUM,
    applies_to=("kubernetes:karpenter.sh/*:NodePool",),
    enforcement=MANDATORY,
    remedy="Set expireAfter; training pools are exempt by their purpose.",
    parameters=(Parameter(name="days", default=30, meaning="days that a node may live", minimum=1),),
    judge=_judge,
)
