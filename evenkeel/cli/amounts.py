"""Numbers on the command line: `NAME=NUMBER`, with the usual suffixes of thousands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from evenkeel.cli.failure import FailureError

_AMOUNT: Final = re.compile(r"(\d+(?:\.\d+)?(?:e\d{1,2})?)([kMGT]?)")
_SUFFIXES: Final = {"": 0, "k": 3, "M": 6, "G": 9, "T": 12}


def amount(option: str, text: str) -> Decimal:
    """Return the number that was given to an option: `1500`, `2.5M`, `3e9`.

    Raises:
        FailureError: it is no number of 0 or more.
    """
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise FailureError(f"{option}: {text!r} is not an amount; give a number of 0 or more, as in 1500, 2.5M or 3e9")
    return Decimal(match[1]) * Decimal(10) ** _SUFFIXES[match[2]]


def named_amounts(option: str, given: Sequence[str]) -> dict[str, Decimal]:
    """Return the numbers that were given to an option as `NAME=NUMBER`; a plain number has the name ``.

    Raises:
        FailureError: one of them is no such pair, or a name was given twice.
    """
    found: dict[str, Decimal] = {}
    for text in given:
        name, equals, number = text.rpartition("=")
        if equals and not name:
            raise FailureError(f"{option}: {text!r} has no name; write it as NAME=NUMBER")
        if name in found:
            raise FailureError(f"{option}: {name or number!r} was given twice; give it once")
        found[name] = amount(option, number)
    return found
