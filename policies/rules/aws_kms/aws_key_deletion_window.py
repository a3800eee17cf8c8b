"""A deleted key can be had back for weeks."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import at_least, put_number
from policies.aws.kinds import KEY
from policies.rule import MANDATORY, Parameter, ResourceRule

RULE = ResourceRule(
    id="aws-key-deletion-window",
    title="A deleted key can be had back for weeks",
    why="When the window ends, everything that the key encrypted is lost.",
    severity=Severity.HIGH,
    applies_to=(KEY,),
    enforcement=MANDATORY,
    remedy="Raise deletionWindowInDays.",
    parameters=(
        Parameter(
            name="days",
            default=30,
            meaning="shortest waiting period, in days",
            by_environment={"dev": 7},
            minimum=7,
            maximum=30,
        ),
    ),
    judge=at_least("deletionWindowInDays", parameter="days", unit="days", default=30),
    remedied=put_number("days", "deletionWindowInDays"),
)
