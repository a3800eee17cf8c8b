"""A model is in the catalogue, so that its memory can be judged."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.engines import all_engines
from policies.kubernetes.workloads import SERVERS
from policies.plan_view import PlanView
from policies.rule import ADVISORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for engine in all_engines(view):
        if engine.served() is None and not engine.headless:
            yield engine.source.fails("is of no model in the catalogue")


RULE = PlanRule(
    id="platform-model-known",
    title="Models are in the catalogue",
    why="Whether it fits is then found out by starting it.",
    severity=Severity.LOW,
    applies_to=SERVERS,
    enforcement=ADVISORY,
    remedy="Add it to the catalogue, or describe it by model.architecture in the stack file, which is judged before.",
    judge=_judge,
)
