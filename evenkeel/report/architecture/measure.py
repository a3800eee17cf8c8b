"""How wide text is at most, and how it is broken so that it fits a box."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

ELLIPSIS: Final = "…"
_GROUPS: Final[Mapping[float, str]] = {
    0.30: "'ijlIJ",
    0.37: " ,.·/:;\\|f-",
    0.42: "()[]t!r",
    0.53: '"*_`\u2013szc?',
    0.60: "LFkvxyP",
    0.64: "TYaoeESbdghnpqu$0123456789{}",
    0.71: "KAVBRXZC",
    0.79: "UHNDG&OQ",
    0.87: "w#+<=>^~\u00d7±→M",
    1.00: "%mW@—…",
}
_EM: Final[Mapping[str, float]] = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_WIDEST: Final = 1.1
_BOLD: Final = 1.12
_MOST_LETTERS: Final = 400


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text may become, in units of the picture.

    The widths are those of DejaVu Sans and Verdana, the widest faces that may stand in for a missing one.

    Args:
        text: one line.
        size: font size in units.
        bold: a heavier face.
    """
    ems = sum(0 if unicodedata.combining(letter) else _EM.get(letter, _WIDEST) for letter in text)
    return ems * size * (_BOLD if bold else 1.0)


def clipped(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return as much of a text as fits, with an ellipsis where something is missing."""
    text = text[:_MOST_LETTERS]
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text + ELLIPSIS, size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def wrapped(text: str, room: float, size: float, *, rows: int, bold: bool = False) -> list[str]:
    """Return a text in at most `rows` lines that fit; what is left over is clipped."""
    found: list[str] = []
    left = text[:_MOST_LETTERS].split()
    while left and len(found) < rows - 1:
        taken = _taken(left, room, size, bold=bold)
        if not taken:  # a word that is wider than a line
            break
        found.append(" ".join(left[:taken]))
        left = left[taken:]
    if left:
        found.append(clipped(" ".join(left), room, size, bold=bold))
    return found


def _taken(words: Sequence[str], room: float, size: float, *, bold: bool) -> int:
    taken = 0
    while taken < len(words) and width(" ".join(words[: taken + 1]), size, bold=bold) <= room:
        taken += 1
    return taken
