"""Placement groups pack nodes close together."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import one_of
from policies.aws.kinds import PLACEMENT_GROUP
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-placement-strategy",
    title="Placement groups pack nodes close together",
    why=(
        "A group of another strategy spreads the nodes of one training job over racks, which EFA pays for in latency."
    ),
    severity=Severity.MEDIUM,
    applies_to=(PLACEMENT_GROUP,),
    enforcement=MANDATORY,
    remedy="Set strategy to cluster.",
    judge=one_of("strategy", values=("cluster",)),
)
