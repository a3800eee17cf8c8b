"""KMS keys are enabled."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import put, switched
from policies.aws.kinds import KEY
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-key-enabled",
    title="KMS keys are enabled",
    why=("What a disabled key encrypted can be neither read nor written: buckets, volumes and secrets stop at once."),
    severity=Severity.HIGH,
    applies_to=(KEY,),
    enforcement=MANDATORY,
    remedy="Leave isEnabled out.",
    checkov=("CKV_AWS_227",),
    judge=switched("isEnabled", default=True),
    remedied=put(True, "isEnabled"),
)
