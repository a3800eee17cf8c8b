"""Values out of JSON that somebody else wrote, with their types made sure of."""

from __future__ import annotations

from typing import cast

from scripts.review.problem import ProblemError


def found(data: object, *path: str) -> object:
    """Return what stands at a path, None where it ends early."""
    for name in path:
        data = cast("dict[str, object]", data).get(name) if isinstance(data, dict) else None
    return data


def items(data: object) -> list[object] | None:
    """Return a list; None for anything else."""
    return cast("list[object]", data) if isinstance(data, list) else None


def text_at(data: object, *path: str) -> str:
    """Return the text at a path.

    Raises:
        ProblemError: there is none.
    """
    value = found(data, *path)
    if not isinstance(value, str):
        raise ProblemError(f"{'.'.join(path)} is missing in what the code host says")
    return value


def number_at(data: object, *path: str) -> int:
    """Return the whole number at a path.

    Raises:
        ProblemError: there is none.
    """
    value = found(data, *path)
    if not isinstance(value, int):
        raise ProblemError(f"{'.'.join(path)} is missing in what the code host says")
    return value
