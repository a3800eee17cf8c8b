"""Cached images expire."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import given
from policies.aws.kinds import CREATION_TEMPLATE
from policies.rule import ADVISORY, ResourceRule

RULE = ResourceRule(
    id="aws-image-cache-lifecycle",
    title="Cached images expire",
    why="A cache that only grows is paid for by the gigabyte and month; engine images take tens of gigabytes.",
    severity=Severity.LOW,
    applies_to=(CREATION_TEMPLATE,),
    enforcement=ADVISORY,
    remedy="Give the creation template a lifecyclePolicy.",
    judge=given("lifecyclePolicy"),
)
