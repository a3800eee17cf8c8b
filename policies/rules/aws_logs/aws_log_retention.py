"""Logs are kept as long as somebody may ask, and not for ever."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.expectations import put_number
from policies.aws.kinds import LOG_GROUP
from policies.properties import properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    retention = properties(resource)["retentionInDays"]
    days, wanted = retention.number(), settings.number("days")
    if days == 0:
        yield retention.fails("is not set, so that logs are kept, and paid for, for ever")
    elif days < wanted:
        yield retention.fails(f"is {days:g} days, less than {wanted:g}")


RULE = ResourceRule(
    id="aws-log-retention",
    title="Logs are kept as long as somebody may ask, and not for ever",
    why="An intrusion is found months later on average; a log that is gone by then might as well not have been.",
    severity=Severity.MEDIUM,
    applies_to=(LOG_GROUP,),
    enforcement=MANDATORY,
    remedy="Leave the retention to the environment, or raise it in the stack file.",
    checkov=("CKV_AWS_66", "CKV_AWS_338"),
    parameters=(
        Parameter(
            name="days",
            default=365,
            meaning="days that logs are kept, at least",
            by_environment={"dev": 7, "staging": 30},
            minimum=1,
            maximum=3653,
        ),
    ),
    judge=_judge,
    remedied=put_number("days", "retentionInDays"),
)
