"""An engine is asked for no longer requests than its model takes."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.engines import all_engines
from policies.kubernetes.workloads import SERVERS
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for engine in all_engines(view):
        if "--max-model-len" not in engine.options:
            continue
        served, asked = engine.served(), engine.number("--max-model-len", 0)
        if served is not None and asked > served.context_length:
            message = f"asks for {asked:g} tokens, and {served.name} takes {served.context_length}"
            yield engine.place("--max-model-len").fails(message)


RULE = PlanRule(
    id="platform-context-within-model",
    title="Requests are no longer than the model takes",
    why="The engine refuses to start.",
    severity=Severity.MEDIUM,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Lower engine.maxModelLen.",
    judge=_judge,
)
