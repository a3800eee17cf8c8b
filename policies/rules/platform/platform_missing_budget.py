"""An account that things are made in has a budget."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.plan_view import PlanView
from policies.rule import ADVISORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    if any(each.type.startswith("aws:") for each in view.resources) and not view.of_type("aws:budgets/budget:Budget"):
        yield Failure(None, (), "has no budget, so nobody is told what it costs")


RULE = PlanRule(
    id="platform-missing-budget",
    title="The stack has a budget",
    why="A pool that never scales down is noticed with the bill, a month later.",
    severity=Severity.MEDIUM,
    applies_to=("aws:budgets/budget:Budget",),
    enforcement=ADVISORY,
    remedy="Set budget in the stack file.",
    judge=_judge,
)
