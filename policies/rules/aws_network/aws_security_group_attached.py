"""Every security group is attached to something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import EGRESS_RULE, INGRESS_RULE, SECURITY_GROUP, SECURITY_GROUP_RULE
from policies.plan_view import PlanView
from policies.rule import ADVISORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_RULES: Final = frozenset({EGRESS_RULE, INGRESS_RULE, SECURITY_GROUP_RULE})


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for group in view.of_type(SECURITY_GROUP):
        users = [each for each in view.dependents(group) if each.type not in _RULES]
        if not users and not _for_nodes_of_another_stack(view, group):
            yield Failure(group, (), "is attached to nothing")


def _for_nodes_of_another_stack(view: PlanView, group: Resource) -> bool:
    fabric = view.component(group, "evenkeel:index:EfaSecurityGroup")
    return fabric is not None and not view.of_kind("EC2NodeClass")


RULE = PlanRule(
    id="aws-security-group-attached",
    title="Every security group is attached to something",
    why="A group that guards nothing is attached to the wrong thing one day.",
    severity=Severity.LOW,
    applies_to=(SECURITY_GROUP,),
    enforcement=ADVISORY,
    remedy="Remove the group, or name it where it belongs.",
    checkov=("CKV2_AWS_5",),
    judge=_judge,
)
