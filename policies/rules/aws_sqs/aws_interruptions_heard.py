"""Warnings that nodes are about to go reach the queue that Karpenter reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Severity
from policies.aws.kinds import QUEUE
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_EVENT_RULE: Final = "aws:cloudwatch/eventRule:EventRule"
_EVENT_TARGET: Final = "aws:cloudwatch/eventTarget:EventTarget"
_WARNINGS: Final = (
    "AWS Health Event",
    "EC2 Instance Rebalance Recommendation",
    "EC2 Instance State-change Notification",
    "EC2 Spot Instance Interruption Warning",
)


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for rule in view.of_type(_EVENT_RULE):
        if not view.dependents(rule, _EVENT_TARGET, through="rule"):
            yield Failure(rule, (), "leads nowhere: no target names it")
        state = properties(rule)["state"]
        if state.text("ENABLED") == "DISABLED":
            yield state.fails("is DISABLED")
    for queue in view.of_type(QUEUE):
        targets = view.dependents(queue, _EVENT_TARGET, through="arn")
        if view.component(queue, "evenkeel:index:InterruptionQueue") is None and not targets:
            continue
        rules = [rule for target in targets for rule in view.sources(target, "rule", _EVENT_RULE)]
        heard = {each for rule in rules for each in properties(rule)["eventPattern"].document()["detail-type"].texts()}
        missing = [warning for warning in _WARNINGS if warning not in heard]
        if missing:
            yield Failure(queue, (), f"does not hear of: {', '.join(missing)}")


RULE = PlanRule(
    id="aws-interruptions-heard",
    title="Warnings that nodes are about to go reach the queue that Karpenter reads",
    why="Spot nodes are taken away two minutes after the warning: unheard, it cuts every request on the node.",
    severity=Severity.HIGH,
    applies_to=(QUEUE, _EVENT_RULE),
    enforcement=MANDATORY,
    remedy="Keep the rules and targets of the component InterruptionQueue.",
    judge=_judge,
)
