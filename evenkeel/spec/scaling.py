"""How many replicas a serving entry has, and when."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from evenkeel.spec.refusal import refusal
from evenkeel.spec.section import Default, Integer, Section
from evenkeel.spec.values import Cron

MOST_REPLICAS = 1000
"""More than any sensible entry has; it catches a slip of the finger."""


class Schedule(Section):
    """Hours in which replicas are kept up whatever the load.

    Attributes:
        timezone: IANA name.
        start: cron expression of the moment it begins.
        end: cron expression of the moment it ends.
        replicas: replicas at least in between.
    """

    timezone: Annotated[str, Field(pattern=r"^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$")] = "UTC"
    start: Cron
    end: Cron
    replicas: Annotated[Integer, Field(ge=1, le=MOST_REPLICAS)] = 1

    @model_validator(mode="after")
    def check_length(self) -> Self:
        """Refuse a schedule that ends as it begins."""
        if self.start == self.end:
            raise refusal("starts and ends at the same moment", "Set end to the moment at which the hours end.")
        return self


class Scaling(Section):
    """How many replicas there are.

    Attributes:
        min: replicas at least; 0 only with a schedule, since an engine that does not run reports no load.
        max: replicas at most.
        requests_per_replica: requests, running and waiting, that one replica should hold; more adds a replica.
        schedules: hours in which more than `min` are kept up.
        cooldown_seconds: quiet time before a replica goes.
        surge: replicas above `max` while a new version rolls out; 0 takes an old one down first.
    """

    min: Annotated[Integer, Field(ge=0, le=MOST_REPLICAS)] = 1
    max: Annotated[Integer, Field(ge=1, le=MOST_REPLICAS)] = 1
    requests_per_replica: Annotated[Integer, Field(ge=1)] = 32
    schedules: tuple[Schedule, ...] = ()
    cooldown_seconds: Annotated[Integer, Field(ge=0, le=86400), Default(dev=300, staging=600, prod=900)]
    surge: Annotated[Integer, Field(ge=0, le=MOST_REPLICAS), Default(dev=0, staging=0, prod=1)]

    @model_validator(mode="after")
    def check_order(self) -> Self:
        """Refuse bounds that contradict each other."""
        if self.max < self.min:
            raise refusal(f"has max {self.max} below min {self.min}", "Raise max or lower min.")
        if self.min == 0 and not self.schedules:
            fix = "Add schedules (start and end as cron expressions), or set min to 1."
            raise refusal("has min 0 and no schedule, so nothing would ever wake it", fix)
        highest = max((schedule.replicas for schedule in self.schedules), default=0)
        if highest > self.max:
            raise refusal(f"has a schedule of {highest} replicas above max {self.max}", "Raise max.")
        return self
