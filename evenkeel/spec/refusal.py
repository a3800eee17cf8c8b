"""How a validator of this room refuses a value: what is wrong, and what to do."""

from __future__ import annotations

from typing import Final

from pydantic_core import PydanticCustomError

REFUSED: Final = "refused"
"""Type code of the errors made here; others are pydantic's own and need other words."""


def refusal(message: str, fix: str, *, hide: bool = False) -> PydanticCustomError:
    """Return the error to raise.

    Args:
        message: what is wrong with the value, after a colon.
        fix: what to do, a full sentence.
        hide: True when the value must not be repeated.
    """
    return PydanticCustomError(REFUSED, "{message}", {"message": message, "fix": fix, "hide": hide})
