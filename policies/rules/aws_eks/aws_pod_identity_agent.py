"""Pods that have a role have the agent that gives it to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Severity
from policies.aws.kinds import ADD_ON, CLUSTER, POD_IDENTITY_ASSOCIATION
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_AGENT: Final = "eks-pod-identity-agent"


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    if not view.of_type(POD_IDENTITY_ASSOCIATION):
        return
    agents = [each for each in view.of_type(ADD_ON) if properties(each)["addonName"].text() == _AGENT]
    for cluster in view.of_type(CLUSTER):
        if not agents:
            yield Failure(cluster, (), f"has Pod Identity associations, but not the add-on {_AGENT}")


RULE = PlanRule(
    id="aws-pod-identity-agent",
    title="Pods that have a role have the agent that gives it to them",
    why="Without the agent on the node the association does nothing, and every call of the pod to AWS fails.",
    severity=Severity.HIGH,
    applies_to=(CLUSTER,),
    enforcement=MANDATORY,
    remedy="Add the add-on eks-pod-identity-agent.",
    judge=_judge,
)
