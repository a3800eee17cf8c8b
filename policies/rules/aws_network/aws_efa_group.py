"""A security group for EFA lets its members speak freely, in both directions, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import EGRESS_RULE, INGRESS_RULE, SECURITY_GROUP
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_OPPOSITE: Final = {INGRESS_RULE: "egress", EGRESS_RULE: "ingress"}


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for group in view.of_type(SECURITY_GROUP):
        found = {token for token in _OPPOSITE if _to_members(view, group, token)}
        if len(found) == 1:
            missing = _OPPOSITE[found.pop()]
            yield Failure(group, (), f"lets its members speak freely without the matching {missing} rule")
        if view.component(group, "evenkeel:index:EfaSecurityGroup") is not None and not found:
            yield Failure(group, (), "is meant for EFA, but does not let its members speak freely")


def _to_members(view: PlanView, group: Resource, token: str) -> bool:
    for rule in view.dependents(group, token, through="securityGroupId"):
        inputs = properties(rule)
        if inputs["ipProtocol"].text() == "-1" and group in view.sources(rule, "referencedSecurityGroupId"):
            return True
    return False


RULE = PlanRule(
    id="aws-efa-group",
    title="A security group for EFA lets its members speak freely, in both directions",
    why="EFA traffic is no TCP: without all protocols to and from the group itself the nodes of a job never connect.",
    severity=Severity.HIGH,
    applies_to=(SECURITY_GROUP,),
    enforcement=MANDATORY,
    remedy="Give the group one ingress and one egress rule of protocol -1 that name the group itself.",
    judge=_judge,
)
