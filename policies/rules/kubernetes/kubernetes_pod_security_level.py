"""A namespace enforces a Pod Security Standard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_PREFIX: Final = "pod-security.kubernetes.io/"


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    labels = properties(resource).at("metadata", "labels")
    for mode in ("enforce", "audit", "warn"):
        level = labels[_PREFIX + mode]
        if level.text() not in settings.texts("levels"):
            yield level.fails(f"is {level.text('left out')}, not one of: {', '.join(settings.texts('levels'))}")


RULE = ResourceRule(
    id="kubernetes-pod-security-level",
    title="Namespaces enforce a Pod Security Standard",
    why=(
        "What a chart renders is checked here; what somebody applies by hand is checked by the API server, if "
        "the namespace says so."
    ),
    severity=Severity.HIGH,
    applies_to=("kubernetes:core/*:Namespace",),
    enforcement=MANDATORY,
    remedy="Label it with pod-security.kubernetes.io/enforce, audit and warn.",
    parameters=(Parameter(name="levels", default=("restricted", "baseline"), meaning="levels that are strict enough"),),
    judge=_judge,
)
