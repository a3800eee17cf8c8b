"""A roll-out has the time that starting an engine takes."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.engines import all_engines
from policies.kubernetes.memory import budget_of
from policies.kubernetes.workloads import kind_of
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for engine in all_engines(view):
        deadline = properties(engine.workload).at("spec", "progressDeadlineSeconds")
        probe = engine.container["startupProbe"]
        if kind_of(engine.workload) != "Deployment" or probe.absent:
            continue
        if deadline.number(600) < budget_of(probe):
            yield deadline.fails(f"is {deadline.number(600):g}, and the startup probe waits {budget_of(probe):g} s")


RULE = PlanRule(
    id="platform-roll-out-deadline",
    title="Roll-outs wait for engines to start",
    why="The roll-out is called failed while the engine is still loading.",
    severity=Severity.MEDIUM,
    applies_to=("kubernetes:apps/*:Deployment",),
    enforcement=MANDATORY,
    remedy="Raise progressDeadlineSeconds above the budget of the startup probe.",
    judge=_judge,
)
