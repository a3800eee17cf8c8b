"""Deleting a bucket does not delete what is in it."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import put, switched
from policies.aws.kinds import BUCKET
from policies.rule import MANDATORY_BEFORE_PROD, ResourceRule

RULE = ResourceRule(
    id="aws-bucket-force-destroy",
    title="Deleting a bucket does not delete what is in it",
    why="With forceDestroy a replaced bucket takes every model and checkpoint with it.",
    severity=Severity.HIGH,
    applies_to=(BUCKET,),
    enforcement=MANDATORY_BEFORE_PROD,
    remedy="Leave forceDestroy out; empty the bucket by hand when that is meant.",
    judge=switched("forceDestroy", on=False),
    remedied=put(False, "forceDestroy"),
)
