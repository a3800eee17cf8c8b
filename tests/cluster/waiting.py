"""Waiting for controllers, which act a moment after the objects change."""

from __future__ import annotations

import time
from collections.abc import Callable


def eventually(check: Callable[[], bool], what: str, *, seconds: float = 30) -> None:
    """Wait until `check` holds, or fail with `what` should have come."""
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.1)
