"""How long CloudWatch keeps logs: it takes certain numbers of days only."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, Field

from evenkeel.spec.refusal import refusal
from evenkeel.spec.section import Integer

RETENTIONS: Final = (
    1,
    3,
    5,
    7,
    14,
    30,
    60,
    90,
    120,
    150,
    180,
    365,
    400,
    545,
    731,
    1096,
    1827,
    2192,
    2557,
    2922,
    3288,
    3653,
)
"""Days that `PutRetentionPolicy` of CloudWatch Logs accepts (API reference, 2026)."""


def _accepted(days: int) -> int:
    if days not in RETENTIONS:
        nearest = min(RETENTIONS, key=lambda known: abs(known - days))
        listed = ", ".join(str(known) for known in RETENTIONS)
        raise refusal("is not a number of days that CloudWatch takes", f"Use {nearest}, or another of {listed}.")
    return days


RetentionDays: TypeAlias = Annotated[
    Integer, AfterValidator(_accepted), Field(json_schema_extra={"enum": list(RETENTIONS)})
]
