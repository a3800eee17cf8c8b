"""Waiting for controllers, which act a moment after the objects change."""

from __future__ import annotations

import time
from collections.abc import Callable


def eventually(check: Callable[[], bool], what: str | Callable[[], str], *, seconds: float = 60) -> None:
    """Wait until `check` holds, or fail with `what` should have come."""
    deadline = time.monotonic() + seconds
    while not check():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:.0f} s: {what if isinstance(what, str) else what()}")
        time.sleep(0.2)
