"""A target that leaves a load balancer may finish the longest stream."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.exposure import longest_stream
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    longest = longest_stream(view)
    for group in view.of_type("aws:lb/targetGroup:TargetGroup"):
        delay = properties(group)["deregistrationDelay"]
        if delay.number(300) < longest:
            yield delay.fails(f"is {delay.number(300):g}, and the longest stream takes {longest:g} s")


RULE = PlanRule(
    id="platform-deregistration-covers-stream",
    title="Deregistration waits for the longest stream",
    why="The load balancer closes connections to a pod that is still answering.",
    severity=Severity.MEDIUM,
    applies_to=("aws:lb/targetGroup:TargetGroup",),
    enforcement=MANDATORY,
    remedy="Raise the deregistration delay.",
    judge=_judge,
)
