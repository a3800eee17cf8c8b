"""A scaler has bounds in the right order, a reason to scale and something to fall back to."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:

    spec = properties(resource)["spec"]
    least, most, fallback = spec["minReplicaCount"], spec["maxReplicaCount"], spec.at("fallback", "replicas")
    if least.number(0) > most.number(100):
        yield least.fails(f"is {least.number():g}, more than maxReplicaCount, {most.number(100):g}")
    if not spec["triggers"].each():
        yield spec["triggers"].fails("is empty")
    if fallback.given and fallback.number() < max(1, least.number(0)):
        yield fallback.fails(f"is {fallback.number():g}, less than {max(1, least.number(0)):g}")


RULE = ResourceRule(
    id="platform-autoscaler-bounds",
    title="Scalers have sensible bounds",
    why="Upside down it is refused; without a trigger or a fallback it stands still when the metrics are gone.",
    severity=Severity.MEDIUM,
    applies_to=("kubernetes:keda.sh/*:ScaledObject",),
    enforcement=MANDATORY,
    remedy="Correct scaling in the stack file.",
    judge=_judge,
)
