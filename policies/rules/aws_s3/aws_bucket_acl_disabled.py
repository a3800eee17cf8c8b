"""Access control lists are off."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import one_of, put
from policies.aws.kinds import BUCKET_OWNERSHIP
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-bucket-acl-disabled",
    title="Access control lists are off",
    why="Lists of single objects give access that no policy shows, to other accounts or to everybody.",
    severity=Severity.HIGH,
    applies_to=(BUCKET_OWNERSHIP,),
    enforcement=MANDATORY,
    remedy="Set objectOwnership to BucketOwnerEnforced.",
    checkov=("CKV2_AWS_65",),
    judge=one_of("rule", "objectOwnership", values=("BucketOwnerEnforced",)),
    remedied=put("BucketOwnerEnforced", "rule", "objectOwnership"),
)
