"""Property paths as resource options write them: `spec.replicas`, `metadata.annotations["x/y"]`, `*`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from evenkeel.model.change import Item, Place, Step

_STEP: Final = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.\[\]]+)')


@lru_cache(maxsize=1024)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(quoted or index or name for quoted, index, name in _STEP.findall(path))


def covers(paths: Iterable[str], place: Place, path: tuple[Step, ...]) -> bool:
    """Tell whether one of the paths names a place or something above it.

    Args:
        paths: as in `ignoreChanges` and `replaceOnChanges`.
        place: where the difference is on one side.
        path: the same as a reader names it, for items that have no place.
    """
    steps = [str(step) if isinstance(step, (str, int)) else "*" for step in place]
    named = [step if isinstance(step, str) else "*" if isinstance(step, Item) else "" for step in path]
    return any(_starts(_steps(wanted), steps) or _starts(_steps(wanted), named) for wanted in paths)


def _starts(wanted: tuple[str, ...], steps: list[str]) -> bool:
    if len(wanted) > len(steps):
        return False
    return all(part in {"*", step} for part, step in zip(wanted, steps, strict=False))
