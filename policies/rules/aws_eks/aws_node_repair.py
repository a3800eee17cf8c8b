"""Nodes that fail are replaced by EKS."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import put, switched
from policies.aws.kinds import NODE_GROUP
from policies.rule import ADVISORY, ResourceRule

RULE = ResourceRule(
    id="aws-node-repair",
    title="Nodes that fail are replaced by EKS",
    why="A node whose kubelet or accelerator died keeps its pods, and its price, until somebody looks.",
    severity=Severity.LOW,
    applies_to=(NODE_GROUP,),
    enforcement=ADVISORY,
    remedy="Set nodeRepairConfig.enabled to true.",
    judge=switched("nodeRepairConfig", "enabled"),
    remedied=put(True, "nodeRepairConfig", "enabled"),
)
