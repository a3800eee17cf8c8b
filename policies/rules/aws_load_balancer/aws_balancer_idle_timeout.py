"""Load balancers let a model think before it speaks."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import LOAD_BALANCER
from policies.properties import properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    inputs = properties(resource)
    if inputs["loadBalancerType"].text("application") != "application":
        return
    wanted = settings.number("seconds")
    seconds = inputs["idleTimeout"].number(60)
    if seconds < wanted:
        yield inputs["idleTimeout"].fails(f"is {seconds:g} seconds, less than {wanted:g}")


RULE = ResourceRule(
    id="aws-balancer-idle-timeout",
    title="Load balancers let a model think before it speaks",
    why="A long prompt, or a wait in the queue, is silent for minutes: the balancer answers 504 in the meantime.",
    severity=Severity.MEDIUM,
    applies_to=(LOAD_BALANCER,),
    enforcement=MANDATORY,
    remedy="Raise loadBalancer.idleTimeoutSeconds.",
    parameters=(
        Parameter(
            name="seconds",
            default=300,
            meaning="shortest idle timeout of an application load balancer, in seconds",
            minimum=1,
            maximum=4000,
        ),
    ),
    judge=_judge,
)
