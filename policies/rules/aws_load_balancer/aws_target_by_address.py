"""Load balancers send to pods, not to nodes."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import one_of
from policies.aws.kinds import TARGET_GROUP
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-target-by-address",
    title="Load balancers send to pods, not to nodes",
    why=(
        "Targets by instance take a second hop through a node port, lose the client's connection when that "
        "node drains, and open the port on every node."
    ),
    severity=Severity.LOW,
    applies_to=(TARGET_GROUP,),
    enforcement=MANDATORY,
    remedy="Set targetType to ip and bind the pods with a TargetGroupBinding.",
    judge=one_of("targetType", values=("ip",), default="instance"),
)
