"""Cron schedules come to the hours that a calendar shows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evenkeel.estimate.schedule import ScheduleError, Timetable, Window, timetable

MONTH = Decimal(730)


def hours(table: Timetable, replicas: int) -> Decimal:
    return next((step.hours for step in table.steps if step.replicas == replicas), Decimal(0))


def near(value: Decimal, wanted: Decimal) -> bool:
    return abs(value - wanted) < Decimal("0.000001")


@pytest.mark.parametrize(
    ("start", "end", "weekly"),
    [
        ("0 8 * * 1-5", "0 19 * * 1-5", 55),
        ("0 8 * * MON-FRI", "0 19 * * mon-fri", 55),
        ("30 22 * * *", "0 6 * * *", Decimal("52.5")),
        ("0 22 * * 6", "0 6 * * 0", 8),
        ("0 22 * * 6", "0 6 * * 7", 8),
        ("0 0 * * 1", "0 0 * * 3", 48),
        ("0 */12 * * *", "0 6,18 * * *", 84),
        ("15 9 * * 2", "45 9 * * 2", Decimal("0.5")),
    ],
)
def test_weekly_schedule_is_up_for_its_hours(start: str, end: str, weekly: Decimal) -> None:
    table = timetable([Window(start, end, "UTC", 2)], 0)
    assert near(hours(table, 2), MONTH * weekly / 168)
    assert near(hours(table, 0), MONTH - MONTH * weekly / 168)


def test_monthly_schedule_is_averaged_over_leap_years() -> None:
    table = timetable([Window("0 0 1 * *", "0 0 2 * *", "UTC", 1)], 0)
    assert near(hours(table, 1), MONTH * 48 / 1461)  # 48 months in 1,461 days


def test_day_of_month_or_day_of_week_holds_when_both_are_given() -> None:
    table = timetable([Window("0 0 1 * 1", "0 12 * * *", "UTC", 1)], 0)
    mondays, firsts_on_other_days = 1461 // 7, 41  # of the 48 firsts, 7 are Mondays in 2025 to 2028
    assert abs(hours(table, 1) - MONTH * (mondays + firsts_on_other_days) * 12 / (1461 * 24)) < Decimal("0.5")


def test_most_replicas_count_where_schedules_overlap() -> None:
    table = timetable([Window("0 8 * * *", "0 20 * * *", "UTC", 1), Window("0 12 * * *", "0 14 * * *", "UTC", 3)], 0)
    assert near(hours(table, 1), MONTH * 10 / 24)
    assert near(hours(table, 3), MONTH * 2 / 24)


def test_schedules_of_different_time_zones_are_laid_over_each_other() -> None:
    table = timetable(
        [Window("0 8 * * *", "0 16 * * *", "UTC", 1), Window("0 17 * * *", "0 1 * * *", "Asia/Tokyo", 1)], 0
    )
    assert near(hours(table, 1), MONTH * 8 / 24)  # the same eight hours


def test_minimum_holds_outside_and_inside() -> None:
    table = timetable([Window("0 8 * * *", "0 20 * * *", "UTC", 1)], 2)
    assert [step.replicas for step in table.steps] == [2]
    assert table.starts == 0


def test_tail_is_added_to_each_window_and_overlap_counts_once() -> None:
    table = timetable([Window("0 8 * * *", "0 20 * * *", "UTC", 1)], 0, Decimal("0.5"))
    assert near(hours(table, 1), MONTH * Decimal("12.5") / 24)
    always = timetable([Window("0 8 * * *", "0 7 * * *", "UTC", 1)], 0, Decimal(2))
    assert near(hours(always, 1), MONTH)


def test_starts_are_counted_once_a_window_though_it_crosses_the_week() -> None:
    assert near(timetable([Window("0 22 * * *", "0 6 * * *", "UTC", 1)], 0).starts, MONTH * 7 / 168)


@pytest.mark.parametrize("expression", ["", "0 8 * *", "61 8 * * *", "0 8 * * 1-", "0 8 * * x", "5-1 8 * * *"])
def test_expression_that_is_none_is_refused(expression: str) -> None:
    with pytest.raises(ScheduleError, match="cron expression"):
        timetable([Window(expression, "0 19 * * *", "UTC", 1)], 0)
