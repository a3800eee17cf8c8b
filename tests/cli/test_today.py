"""A report can be made again as of the day that it was made on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from evenkeel.cli.failure import FailureError
from evenkeel.cli.today import VARIABLE, today


def test_the_day_is_that_of_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1795305600")
    assert today() == date(2026, 11, 22)


def test_without_it_the_day_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    before = datetime.now(UTC).date()
    assert before <= today() <= datetime.now(UTC).date()


@pytest.mark.parametrize("given", ["yesterday", "1e9", "9" * 30])
def test_what_is_no_time_is_told_with_the_fix(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv(VARIABLE, given)
    with pytest.raises(FailureError, match=f"{VARIABLE}: '{given}' is not a number of seconds since 1970"):
        today()
