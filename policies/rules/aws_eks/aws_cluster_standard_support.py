"""The cluster does not slide into extended support."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import one_of, put
from policies.aws.kinds import CLUSTER
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-cluster-standard-support",
    title="The cluster does not slide into extended support",
    why="Extended support of an old version costs six times as much per hour, without a word.",
    severity=Severity.LOW,
    applies_to=(CLUSTER,),
    enforcement=MANDATORY,
    remedy="Set upgradePolicy.supportType to STANDARD and upgrade in time.",
    judge=one_of("upgradePolicy", "supportType", values=("STANDARD",), default="EXTENDED"),
    remedied=put("STANDARD", "upgradePolicy", "supportType"),
)
