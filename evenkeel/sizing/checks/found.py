"""How a check says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from evenkeel.sizing.view import View
from evenkeel.spec import Problem
from evenkeel.spec.wording import shown

Check: TypeAlias = Callable[[View], Iterator[Problem]]


def found(path: str, value: object, message: str, fix: str) -> Problem:
    """Return a problem; a `value` of None means that nothing stands there."""
    return Problem(path, "" if value is None else shown(value), message, fix)


def gib(amount: float) -> str:
    """Return `amount` GiB with one decimal."""
    return f"{amount:.1f} GiB"
