"""How long cron schedules keep replicas up: exact shares of a month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from evenkeel.estimate.bands import HOURS

_WEEK: Final = 7
_YEARS: Final = 1461  # four years, one of them a leap year: as many of each day of a month as there are on average
_START: Final = date(2025, 1, 5)  # a Sunday
_MINUTES: Final = 24 * 60
_DAYS: Final = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_MONTHS: Final = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class ScheduleError(ValueError):
    """A cron expression that cannot be read."""


@dataclass(frozen=True, slots=True)
class Window:
    """Hours in which replicas are kept up.

    Attributes:
        start: cron expression of the moment it begins.
        end: cron expression of the moment it ends.
        timezone: IANA name.
        replicas: replicas kept up in between.
    """

    start: str
    end: str
    timezone: str
    replicas: int


@dataclass(frozen=True, slots=True)
class Step:
    """Replicas for a part of the month.

    Attributes:
        replicas: how many.
        hours: for how many of the month's 730 hours.
    """

    replicas: int
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Timetable:
    """A month as its schedules make it.

    Attributes:
        steps: replicas and hours, the fewest replicas first; the hours add up to 730 but for rounding.
        starts: how often a month replicas come up from the minimum.
    """

    steps: tuple[Step, ...]
    starts: Decimal


def timetable(windows: Sequence[Window], least: int, tail: Decimal = Decimal(0)) -> Timetable:
    """Return how long how many replicas are kept up.

    Args:
        windows: the schedules; where several hold, the most replicas count.
        least: replicas outside all of them.
        tail: hours for which replicas stay after a schedule's end.

    Raises:
        ScheduleError: a cron expression cannot be read.
    """
    days = _horizon(windows)
    length = days * _MINUTES
    changes: list[tuple[int, int, int]] = []
    for index, window in enumerate(windows):
        offset = _offset(window.timezone) - _offset(windows[0].timezone)
        for begin, end in _spans(window, days):
            last = min(end + int(tail * 60), begin + length)
            for moment, delta in ((begin - offset, 1), (last - offset, -1)):
                changes.append((moment % length, index, delta))
            if last - begin >= length or (last - offset) % length < (begin - offset) % length:
                changes.append((0, index, 1))  # it is up where the period begins
    return _walk(sorted(changes), windows, least, length)


def _walk(changes: list[tuple[int, int, int]], windows: Sequence[Window], least: int, length: int) -> Timetable:
    depth = [0] * len(windows)
    levels: list[tuple[int, int]] = []
    before = 0
    for moment, index, delta in [*changes, (length, -1, 0)]:
        if moment > before:
            up = [window.replicas for window, deep in zip(windows, depth, strict=True) if deep > 0]
            levels.append((max([least, *up]), moment - before))
            before = moment
        if index >= 0:
            depth[index] += delta
    spent: dict[int, int] = {}
    for level, minutes in levels:
        spent[level] = spent.get(level, 0) + minutes
    follows = [levels[-1], *levels[:-1]]  # the period repeats
    starts = sum(level > last for (level, _), (last, _) in zip(levels, follows, strict=True))
    factor = HOURS / length
    return Timetable(
        tuple(Step(replicas, minutes * factor) for replicas, minutes in sorted(spent.items())),
        starts * HOURS * 60 / length,
    )


def _spans(window: Window, days: int) -> Iterable[tuple[int, int]]:
    """Pair each start with the next end; a start while it is up changes nothing."""
    starts, ends = _moments(window.start, days), _moments(window.end, days)
    if not starts or not ends:
        return
    length = days * _MINUTES
    up_to = -1
    for begin in starts:
        if begin < up_to:
            continue
        end = next((moment for moment in ends if moment > begin), ends[0] + length)
        up_to = end
        yield begin, end


def _moments(expression: str, days: int) -> list[int]:
    minutes, hours, month_days, months, week_days = _fields(expression)
    either = month_days is not None and week_days is not None
    found: list[int] = []
    for number in range(days):
        day = _START + timedelta(days=number)
        by_month = month_days is None or day.day in month_days
        by_week = week_days is None or day.isoweekday() % _WEEK in week_days
        chosen = (by_month or by_week) if either else (by_month and by_week)
        if not chosen or (months is not None and day.month not in months):
            continue
        found += [
            number * _MINUTES + hour * 60 + minute
            for hour in (range(24) if hours is None else sorted(hours))
            for minute in (range(60) if minutes is None else sorted(minutes))
        ]
    return found


def _horizon(windows: Sequence[Window]) -> int:
    fields = [_fields(expression) for window in windows for expression in (window.start, window.end)]
    return _WEEK if all(each[2] is None and each[3] is None for each in fields) else _YEARS


_Field = set[int] | None


def _fields(expression: str) -> tuple[_Field, _Field, _Field, _Field, _Field]:
    parts = expression.split()
    if len(parts) != 5:
        raise ScheduleError(f"{expression!r} is no cron expression; give five fields")
    try:
        week_days = _field(parts[4], 0, 7, _DAYS)
        return (
            _field(parts[0], 0, 59),
            _field(parts[1], 0, 23),
            _field(parts[2], 1, 31),
            _field(parts[3], 1, 12, _MONTHS),
            None if week_days is None else {day % _WEEK for day in week_days},
        )
    except ValueError:
        raise ScheduleError(f"{expression!r} is no cron expression that can be read") from None


def _field(text: str, least: int, most: int, names: Sequence[str] = ()) -> _Field:
    if text in {"*", "?"}:
        return None
    found: set[int] = set()
    for part in text.lower().split(","):
        span, _, step = part.partition("/")
        first, dash, last = span.partition("-")
        begin = least if first == "*" else _value(first, names)
        end = most if first == "*" or (step and not dash) else _value(last, names) if dash else begin
        values = range(begin, end + 1, int(step or 1))
        if not values or begin < least or end > most:
            raise ValueError
        found.update(values)
    return found


def _value(text: str, names: Sequence[str]) -> int:
    return names.index(text) if text and text in names else int(text)


def _offset(timezone: str) -> int:
    """Return minutes ahead of UTC in winter; 0 where this machine does not know the zone."""
    try:
        zone: tzinfo = ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return 0
    offset = datetime(2025, 1, 5, tzinfo=zone).utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0
