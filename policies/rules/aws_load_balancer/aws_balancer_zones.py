"""Load balancers stand in two zones, and send across them."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import LOAD_BALANCER
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    subnets = max(len(inputs["subnets"].each()), len(inputs["subnetMappings"].each()))
    if subnets < 2:
        yield inputs["subnets"].fails(f"names {subnets} subnet where two zones are needed")
    crosses = inputs["enableCrossZoneLoadBalancing"]
    if inputs["loadBalancerType"].text("application") == "network" and not crosses.flag():
        yield crosses.fails("is not true: clients of a zone without pods get no answer")


RULE = ResourceRule(
    id="aws-balancer-zones",
    title="Load balancers stand in two zones, and send across them",
    why="Pods on accelerators are few and often in one zone, and clients come in through all of them.",
    severity=Severity.MEDIUM,
    applies_to=(LOAD_BALANCER,),
    enforcement=MANDATORY,
    remedy="Give the stack two zones; set enableCrossZoneLoadBalancing on network load balancers.",
    checkov=("CKV_AWS_138", "CKV_AWS_152"),
    judge=_judge,
)
