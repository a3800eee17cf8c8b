"""The cache runs a version that somebody chose."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import given
from policies.aws.kinds import CACHE
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-cache-version",
    title="The cache runs a version that somebody chose",
    why="Its engine otherwise changes with the default of AWS, and a downgrade means a new cache.",
    severity=Severity.LOW,
    applies_to=(CACHE,),
    enforcement=MANDATORY,
    remedy="Set engine and engineVersion.",
    judge=given("engineVersion"),
)
