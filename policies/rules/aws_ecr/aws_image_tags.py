"""Image tags cannot be moved."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import one_of
from policies.aws.kinds import REPOSITORY
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-image-tags",
    title="Image tags cannot be moved",
    why="Whoever may push can otherwise change what a reviewed tag runs.",
    severity=Severity.MEDIUM,
    applies_to=(REPOSITORY,),
    enforcement=MANDATORY,
    remedy="Set imageTagMutability to IMMUTABLE.",
    checkov=("CKV_AWS_51",),
    trivy=("AWS-0031",),
    judge=one_of("imageTagMutability", values=("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"), default="MUTABLE"),
)
