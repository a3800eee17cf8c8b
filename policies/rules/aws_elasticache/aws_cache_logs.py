"""The cache logs its slow commands and its engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import CACHE
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_LOGS: Final = ("engine-log", "slow-log")


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    delivered = properties(resource)["logDeliveryConfigurations"]
    types = {each["logType"].text() for each in delivered.each()}
    missing = sorted(set(_LOGS) - types)
    if missing:
        yield delivered.fails(f"leaves out {', '.join(missing)}")


RULE = ResourceRule(
    id="aws-cache-logs",
    title="The cache logs its slow commands and its engine",
    why="A gateway that waits for the cache is slow for everybody, and metrics do not say which command it was.",
    severity=Severity.LOW,
    applies_to=(CACHE,),
    enforcement=MANDATORY,
    remedy="Deliver slow-log and engine-log to a log group.",
    judge=_judge,
)
