"""The day on which waivers, support and prices are judged."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from evenkeel.cli.failure import FailureError

VARIABLE = "SOURCE_DATE_EPOCH"
"""What reproducible builds set, in seconds since 1970: https://reproducible-builds.org/specs/source-date-epoch/."""


def today() -> date:
    """Return the day in UTC: today, or that of `SOURCE_DATE_EPOCH`, so that a report can be made again word for word.

    Raises:
        FailureError: the variable holds no such number.
    """
    given = os.environ.get(VARIABLE)
    if not given:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(given), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise FailureError(
            f"{VARIABLE}: {given!r} is not a number of seconds since 1970; correct or unset it"
        ) from None
