"""A scaler scales something that is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Severity
from policies.kubernetes.workloads import kind_of, name_of, namespace_of
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict

_KINDS: Final = ("Deployment", "StatefulSet", "LeaderWorkerSet")


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    there = {(namespace_of(each), kind_of(each), name_of(each)) for each in view.of_kind(*_KINDS)}
    for scaler in view.of_kind("ScaledObject"):
        target = properties(scaler).at("spec", "scaleTargetRef")
        if (namespace_of(scaler), target["kind"].text("Deployment"), target["name"].text()) not in there:
            yield target["name"].fails(f"is {target['name'].text()}, which is not in the stack")


RULE = PlanRule(
    id="platform-autoscaler-target-exists",
    title="Scalers scale what is there",
    why="Nothing is ever scaled, and nobody is told.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:keda.sh/*:ScaledObject",),
    enforcement=MANDATORY,
    remedy="Correct scaleTargetRef.",
    judge=_judge,
)
