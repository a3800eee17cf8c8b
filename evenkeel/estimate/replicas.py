"""How many replicas there are through a month: at least, as expected, at most."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from evenkeel.estimate.bands import HOURS, plain, rounded
from evenkeel.estimate.schedule import Step, Timetable, timetable
from evenkeel.estimate.situation import Situation
from evenkeel.estimate.throughput import throughput_of
from evenkeel.estimate.workloads import Scaling, Workload

_SECONDS = HOURS * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Replicas:
    """Replica-hours of a month.

    Attributes:
        low: hours of each number of replicas, at least.
        position: where the expected number is between the low and the high one, 0 to 1.
        high: hours of each number of replicas, at most.
        starts: how often a month nodes come up anew, at least once.
        formula: how this came about.
    """

    low: tuple[Step, ...]
    position: Decimal
    high: tuple[Step, ...]
    starts: Decimal
    formula: str


def replicas(workload: Workload, situation: Situation, idle: Decimal) -> Replicas:
    """Return the replicas of a workload.

    Args:
        workload: the workload.
        situation: the estimate in the making.
        idle: hours for which an empty node stays.
    """
    scaling = workload.scaling
    tail = scaling.cooldown + idle if scaling.least == 0 else idle
    table = timetable(scaling.windows, scaling.least, tail)
    high = _high(scaling, table)
    position = _position(workload, situation, table, high)
    return Replicas(
        low=table.steps,
        position=position,
        high=high,
        starts=rounded(max(table.starts, Decimal(1))),
        formula=_words(scaling, table),
    )


def _high(scaling: Scaling, table: Timetable) -> tuple[Step, ...]:
    if not scaling.follows_load:
        return table.steps
    most = max(scaling.most, *(step.replicas for step in table.steps))
    return (Step(most, HOURS),)  # while requests keep coming, replicas stay, whatever the schedule


def _position(workload: Workload, situation: Situation, table: Timetable, high: tuple[Step, ...]) -> Decimal:
    least, most = _mean(table.steps), _mean(high)
    if least == most:
        return Decimal(0)
    tokens = situation.settings.tokens.get(workload.name)
    found = throughput_of(workload, situation)
    if tokens is not None and found.tokens_per_second is None:
        situation.note(f"{workload.name}: stated tokens alone decide no replicas: {found.basis}")
    if tokens is None or found.tokens_per_second is None:
        if workload.scaling.least == 0:  # nobody said that it runs outside its schedule
            return Decimal(0)
        return situation.usage("scalingPosition").expected
    load = situation.usage("replicaLoad").expected
    words = f"{workload.name} answers with {plain(tokens)} tokens a month"
    situation.assume(f"tokens {workload.name}", words, "", stated=True)
    wanted = tokens / (found.tokens_per_second * load * _SECONDS)
    if wanted > most:
        situation.note(f"{workload.name}: the stated tokens need {plain(wanted)} replicas, more than there may be")
    return min(max((wanted - least) / (most - least), Decimal(0)), Decimal(1))


def _mean(steps: tuple[Step, ...]) -> Decimal:
    return sum((step.replicas * step.hours for step in steps), Decimal(0)) / HOURS


def _words(scaling: Scaling, table: Timetable) -> str:
    if scaling.windows:
        up = "; ".join(f"{step.replicas} for {plain(step.hours)} h" for step in table.steps if step.replicas)
        more = f", up to {scaling.most} under load" if scaling.follows_load else ""
        return f"replicas by schedule, cooldown and empty node included: {up}{more}"
    if scaling.least == scaling.most:
        return f"{scaling.least} replicas" if scaling.least != 1 else "1 replica"
    return f"{scaling.least} to {scaling.most} replicas"
