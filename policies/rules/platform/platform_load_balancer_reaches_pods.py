"""A target group leads to a Service with pods, on their port, and the network policies let it in."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.exposure import fronted
from policies.kubernetes.isolation import directions, peers, policies_for
from policies.kubernetes.workloads import name_of
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for binding, pods in fronted(view):
        reference = properties(binding).at("spec", "serviceRef", "name")
        if not pods:
            yield reference.fails(f"is {reference.text()}, a Service that leads to no pod")
        ports = {
            port["containerPort"].number() for pod in pods for each in pod.containers() for port in each["ports"].each()
        }
        for group in view.sources(binding, "spec", "aws:lb/targetGroup:TargetGroup"):
            number = properties(group)["port"]
            if ports and number.number() not in ports:
                yield Failure(binding, ("spec", "targetGroupARN"), f"has the port {number.text()}, which no pod has")
        for pod in pods:
            closing = [policy for policy in policies_for(view, pod) if "Ingress" in directions(policy)]
            sources = [each for policy in closing for _, found in peers(policy, "ingress") for each in found]
            if closing and not any(source["ipBlock"].given for source in sources):
                yield reference.fails(f"leads to {name_of(pod.workload)}, whose network policies admit no subnet")


RULE = PlanRule(
    id="platform-load-balancer-reaches-pods",
    title="Load balancers reach their pods",
    why="The load balancer answers 502 or 504 to everybody.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:elbv2.k8s.aws/*:TargetGroupBinding",),
    enforcement=MANDATORY,
    remedy="Let loadBalancer.serving name a serving entry.",
    judge=_judge,
)
