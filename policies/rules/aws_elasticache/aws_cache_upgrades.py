"""The cache takes minor versions by itself."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import put, switched
from policies.aws.kinds import CACHE
from policies.rule import MANDATORY_BEFORE_PROD, ResourceRule

RULE = ResourceRule(
    id="aws-cache-upgrades",
    title="The cache takes minor versions by itself",
    why="Minor versions close holes; waiting for a person leaves them open.",
    severity=Severity.LOW,
    applies_to=(CACHE,),
    enforcement=MANDATORY_BEFORE_PROD,
    remedy="Set autoMinorVersionUpgrade to true.",
    checkov=("CKV_AWS_322",),
    judge=switched("autoMinorVersionUpgrade", default=True),
    remedied=put(True, "autoMinorVersionUpgrade"),
)
