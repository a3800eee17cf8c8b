"""The cache has parameters of its own."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import given
from policies.aws.kinds import CACHE
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-cache-parameter-group",
    title="The cache has parameters of its own",
    why="The default group cannot be changed when the cache fills up.",
    severity=Severity.LOW,
    applies_to=(CACHE,),
    enforcement=MANDATORY,
    remedy="Name a parameter group in parameterGroupName.",
    judge=given("parameterGroupName"),
)
