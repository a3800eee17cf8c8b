"""KMS refuses a key policy that locks its author out."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import put, switched
from policies.aws.kinds import KEY
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-key-lockout-check",
    title="KMS refuses a key policy that locks its author out",
    why=(
        "With the check bypassed a policy can leave a key that nobody can ever change, which only AWS support can end."
    ),
    severity=Severity.MEDIUM,
    applies_to=(KEY,),
    enforcement=MANDATORY,
    remedy="Leave bypassPolicyLockoutSafetyCheck out.",
    judge=switched("bypassPolicyLockoutSafetyCheck", on=False),
    remedied=put(False, "bypassPolicyLockoutSafetyCheck"),
)
