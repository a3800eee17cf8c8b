"""One line that says what is being done, while it is done and only on a terminal."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType
from typing import Final

from evenkeel.report import without_forms

_INTERVAL: Final = 0.08
"""Seconds between two renewals of the line."""

_CLEAR: Final = "\r\x1b[K"


class Progress:
    """Shows a line on standard error, and takes it away at the end."""

    def __init__(self, subject: str) -> None:
        self._subject = without_forms(subject)
        self._shows = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._next = 0.0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shows:
            self._put(_CLEAR)

    def step(self, doing: str) -> None:
        """Show what is being done from now on."""
        if self._shows:
            self._put(f"{_CLEAR}{self._subject}: {doing}")

    def count(self, resources: int) -> None:
        """Show how many resources the program has registered."""
        if self._shows and (now := time.monotonic()) >= self._next:
            self._next = now + _INTERVAL
            self.step(f"running the program, {resources} resources")

    @staticmethod
    def _put(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
