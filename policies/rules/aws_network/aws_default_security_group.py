"""The default security group of every VPC lets nothing through."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.expectations import is_empty
from policies.aws.kinds import DEFAULT_SECURITY_GROUP, VPC
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for vpc in view.of_type(VPC):
        if not view.dependents(vpc, DEFAULT_SECURITY_GROUP, through="vpcId"):
            yield Failure(vpc, (), "leaves its default security group open to its members")
    for group in view.of_type(DEFAULT_SECURITY_GROUP):
        for name in ("ingress", "egress"):
            rules = properties(group)[name]
            if not is_empty(rules):
                yield rules.fails("has rules")


RULE = PlanRule(
    id="aws-default-security-group",
    title="The default security group of every VPC lets nothing through",
    why="Whatever is made without naming a group gets this one, and could otherwise speak to everything else in it.",
    severity=Severity.MEDIUM,
    applies_to=(VPC, DEFAULT_SECURITY_GROUP),
    enforcement=MANDATORY,
    remedy="Adopt it as a DefaultSecurityGroup without rules.",
    checkov=("CKV2_AWS_12",),
    trivy=("AWS-0173",),
    judge=_judge,
)
