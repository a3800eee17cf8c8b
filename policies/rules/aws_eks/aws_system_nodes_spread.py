"""The nodes of the cluster's own controllers survive the loss of a zone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import NODE_GROUP
from policies.properties import properties
from policies.rule import MANDATORY_BEFORE_PROD, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_SYSTEM_TAINT: Final = "CriticalAddonsOnly"


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    if not any(taint["key"].text() == _SYSTEM_TAINT for taint in inputs["taints"].each()):
        return
    subnets = len(inputs["subnetIds"].each())
    if subnets < 2:
        yield inputs["subnetIds"].fails(f"names {subnets} subnet where two zones are needed")
    fewest = inputs.at("scalingConfig", "minSize")
    if fewest.number() < 2:
        yield fewest.fails(f"is {fewest.number():g}, so that one failure stops DNS and Karpenter")
    if inputs["capacityType"].text("ON_DEMAND") == "SPOT":
        yield inputs["capacityType"].fails("is SPOT: what replaces lost nodes must not be lost with them")


RULE = ResourceRule(
    id="aws-system-nodes-spread",
    title="The nodes of the cluster's own controllers survive the loss of a zone",
    why="DNS, Karpenter and the load balancer controller run here: without them nothing else recovers.",
    severity=Severity.HIGH,
    applies_to=(NODE_GROUP,),
    enforcement=MANDATORY_BEFORE_PROD,
    remedy="Give the system node group two subnets in different zones, two nodes at least, and on-demand capacity.",
    judge=_judge,
)
