"""An engine has the time that loading its model takes."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.engines import all_engines
from policies.kubernetes.memory import budget_of
from policies.kubernetes.workloads import SERVERS
from policies.plan_view import PlanView
from policies.rule import MANDATORY, Parameter, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:

    for engine in all_engines(view):
        if engine.headless:
            continue
        probe = engine.container["startupProbe"]
        if probe.absent:
            yield probe.fails("is not set, so the liveness probe ends the load")
            continue
        served = engine.served()
        size = served.weights_gb if served is not None else 0
        needed = settings.number("seconds") + size * settings.number("secondsPerGigabyte")
        budget = budget_of(probe)
        if budget < needed:
            yield probe["failureThreshold"].fails(f"gives {budget:g} s, and loading takes up to {needed:.0f} s")


RULE = PlanRule(
    id="platform-startup-probe-covers-loading",
    title="Startup probes wait until the model is loaded",
    why="A probe that gives up starts the load again, for ever.",
    severity=Severity.HIGH,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Let the platform work out the budget of the probe, or raise failureThreshold.",
    parameters=(
        Parameter(name="seconds", default=120, meaning="seconds to start without weights", minimum=0),
        Parameter(name="secondsPerGigabyte", default=2.0, meaning="seconds to load a GB of weights", minimum=0),
    ),
    judge=_judge,
)
