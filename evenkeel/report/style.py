"""Emphasis on a terminal, or none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """Wraps text in ANSI sequences when `color` is true; otherwise returns it unchanged."""

    color: bool = False

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text

    def strong(self, text: str) -> str:
        """Titles and components."""
        return self._wrap("1", text)

    def faint(self, text: str) -> str:
        """Tree lines, labels and what matters less."""
        return self._wrap("2", text)

    def aws(self, text: str) -> str:
        """Kinds that AWS holds."""
        return self._wrap("33", text)

    def kubernetes(self, text: str) -> str:
        """Kinds that a cluster holds."""
        return self._wrap("36", text)

    def warning(self, text: str) -> str:
        """What asks for attention."""
        return self._wrap("35", text)
