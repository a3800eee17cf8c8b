"""The cache is encrypted with a key of ours."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import own_key
from policies.aws.kinds import CACHE
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-cache-key",
    title="The cache is encrypted with a key of ours",
    why="Only a customer-managed key says who may read the snapshots, and can be taken away.",
    severity=Severity.MEDIUM,
    applies_to=(CACHE,),
    enforcement=MANDATORY,
    remedy="Name a KMS key in kmsKeyId.",
    checkov=("CKV_AWS_191",),
    judge=own_key("kmsKeyId"),
)
