"""From the internet nothing is reached but a load balancer, on its encrypted port."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import LISTENER, LOAD_BALANCER
from policies.aws.security_groups import INGRESS_HOLDERS, groups_of, openings
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for resource in view.of_type(*INGRESS_HOLDERS):
        for opening in openings(resource, "ingress"):
            balancers = _balancers(view, resource)
            listened = {port for each in balancers for port in _ports(view, each)}
            if not balancers:
                yield opening.at.fails(
                    f"lets {opening.source} reach {opening.ports}, and no load balancer stands there"
                )
            elif opening.first != opening.last or opening.first not in listened:
                yield opening.at.fails(f"lets {opening.source} reach {opening.ports}, where no listener is")


def _balancers(view: PlanView, resource: Resource) -> list[Resource]:
    return [
        balancer
        for group in groups_of(view, resource)
        for balancer in view.dependents(group, LOAD_BALANCER, through="securityGroups")
    ]


def _ports(view: PlanView, balancer: Resource) -> Iterator[int]:
    for listener in view.dependents(balancer, LISTENER, through="loadBalancerArn"):
        yield int(properties(listener)["port"].number())


RULE = PlanRule(
    id="aws-security-group-ingress",
    title="From the internet nothing is reached but a load balancer, on the ports that it listens on",
    why="Nodes, engines and caches check no key; a scan of the internet finds an open port in minutes.",
    severity=Severity.CRITICAL,
    applies_to=INGRESS_HOLDERS,
    enforcement=MANDATORY,
    remedy="Name the network that is meant; put what has to be public behind the load balancer.",
    checkov=("CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277"),
    trivy=("AWS-0107",),
    judge=_judge,
)
