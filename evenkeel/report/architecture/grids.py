"""Boxes one below the other, and boxes in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from evenkeel.report.architecture.boxes import Box, boxed
from evenkeel.report.architecture.records import Part

GAP: Final = 12.0
"""Between two boxes."""


def stacked(parts: Sequence[Part], column: tuple[float, float], y: float) -> list[Box]:
    """Return boxes one below the other.

    Args:
        parts: what they show.
        column: left edge and width.
        y: top edge of the first.
    """
    found: list[Box] = []
    for part in parts:
        found.append(boxed(part, column[0], y, column[1]))
        y = found[-1].bottom + GAP
    return found


def in_rows(parts: Sequence[Part], span: tuple[float, float], most: int, y: float) -> list[Box]:
    """Return boxes in rows of equal heights that fill the width, the shorter rows first.

    Args:
        parts: what they show.
        span: left and right edge of a row.
        most: boxes of a row at most.
        y: top edge of the first row.
    """
    found: list[Box] = []
    rows = -(-len(parts) // most)
    rest = list(parts)
    for row in range(rows):
        size = len(rest) // (rows - row)
        taken, rest = rest[:size], rest[size:]
        wide = (span[1] - span[0] - (size - 1) * GAP) / size
        boxes = [boxed(part, span[0] + at * (wide + GAP), y, wide) for at, part in enumerate(taken)]
        high = max(box.height for box in boxes)
        found += [replace(box, height=high) for box in boxes]
        y += high + GAP
    return found
