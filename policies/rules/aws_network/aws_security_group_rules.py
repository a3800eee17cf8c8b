"""Security groups of caches, balancers and endpoints let their clients in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.expectations import is_empty
from policies.aws.kinds import CACHE, INGRESS_RULE, LOAD_BALANCER, SECURITY_GROUP, SECURITY_GROUP_RULE, VPC_ENDPOINT
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_SERVERS: Final = (CACHE, LOAD_BALANCER, VPC_ENDPOINT)


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for group in view.of_type(SECURITY_GROUP):
        served = view.dependents(group, *_SERVERS)
        if served and not _lets_in(view, group):
            yield Failure(group, (), f"lets nobody in, so that {served[0].name} is reached by nobody")


def _lets_in(view: PlanView, group: Resource) -> bool:
    rules = view.dependents(group, INGRESS_RULE, SECURITY_GROUP_RULE, through="securityGroupId")
    return bool(rules) or not is_empty(properties(group)["ingress"])


RULE = PlanRule(
    id="aws-security-group-rules",
    title="Security groups of caches, balancers and endpoints let their clients in",
    why="A removed rule is no error of the deployment: it is a timeout of every client.",
    severity=Severity.MEDIUM,
    applies_to=(SECURITY_GROUP,),
    enforcement=MANDATORY,
    remedy="Add the ingress rule of the clients.",
    judge=_judge,
)
