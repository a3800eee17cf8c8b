"""Load balancers listen, and target groups are sent to."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.kinds import LISTENER, LOAD_BALANCER, TARGET_GROUP
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for balancer in view.of_type(LOAD_BALANCER):
        listeners = view.dependents(balancer, LISTENER, through="loadBalancerArn")
        if not any(properties(each)["protocol"].text("HTTP") in {"HTTPS", "TLS"} for each in listeners):
            yield Failure(balancer, (), "has no encrypted listener")
    for group in view.of_type(TARGET_GROUP):
        if not view.dependents(group, LISTENER, "aws:lb/listenerRule:ListenerRule"):
            yield Failure(group, (), "is sent to by no listener")


RULE = PlanRule(
    id="aws-balancer-listener",
    title="Load balancers have an encrypted listener, and target groups are sent to",
    why="A balancer without a listener answers nobody, and costs as much.",
    severity=Severity.MEDIUM,
    applies_to=(LOAD_BALANCER, TARGET_GROUP),
    enforcement=MANDATORY,
    remedy="Add an HTTPS or TLS listener that forwards to the target group.",
    judge=_judge,
)
