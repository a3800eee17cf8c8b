"""A load balancer waits as long as a stream may be silent."""

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
    for balancer in view.of_type("aws:lb/loadBalancer:LoadBalancer"):
        root = properties(balancer)
        if root["loadBalancerType"].text("application") == "application" and root["idleTimeout"].number(60) < longest:
            waits = root["idleTimeout"].number(60)
            yield root["idleTimeout"].fails(f"is {waits:g}, and the longest stream takes {longest:g} s")


RULE = PlanRule(
    id="platform-load-balancer-timeout",
    title="Load balancers wait for the longest stream",
    why="It otherwise cuts a long answer that is still being computed.",
    severity=Severity.HIGH,
    applies_to=("aws:lb/loadBalancer:LoadBalancer",),
    enforcement=MANDATORY,
    remedy="Raise loadBalancer.idleTimeoutSeconds.",
    judge=_judge,
)
