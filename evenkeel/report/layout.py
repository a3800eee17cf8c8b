"""Lines of a tree with two columns, fitted to a width."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from evenkeel.report.style import Style

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
SEPARATOR = " · "


def visible(text: str) -> int:
    """Return the number of columns that a text takes."""
    return len(_ANSI.sub("", text))


def shortened(text: str, width: int) -> str:
    """Cut a text without emphasis to at most `width` columns."""
    return text if len(text) <= width else f"{text[: max(width - 1, 0)]}…"


def flow(parts: Sequence[str], width: int, separator: str = SEPARATOR) -> list[str]:
    """Join parts into lines of at most `width` columns; a part longer than that is broken at spaces."""
    lines: list[str] = []
    line = ""
    for part in parts:
        joined = f"{line}{separator}{part}" if line else part
        if visible(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = part
        if visible(part) > width:
            *full, line = _broken(part, width)
            lines.extend(full)
    return [*lines, line] if line else lines


def _broken(part: str, width: int) -> list[str]:
    if "\x1b" in part:  # a faint label in front: keep it whole
        head, _, tail = part.partition("\x1b[0m ")
        label = f"{head}\x1b[0m "
        first = max(width - visible(label), 12)
        pieces = textwrap.wrap(tail, width, initial_indent=" " * (width - first), break_on_hyphens=False) or [""]
        return [label + pieces[0].lstrip(), *pieces[1:]]
    return textwrap.wrap(part, width, break_on_hyphens=False) or [""]


def row(stem: str, below: str, head: str, parts: Sequence[str], *, column: int, width: int, style: Style) -> list[str]:
    """Return the lines of one branch.

    Args:
        stem: tree lines in front of the head.
        below: tree lines in front of the lines that follow.
        head: kind and name.
        parts: properties.
        column: where properties begin.
        width: columns of the terminal.
        style: emphasis.
    """
    start = visible(stem) + visible(head)
    if not parts:
        return [style.faint(stem) + head]
    lines = flow(parts, max(width - column, 24))
    fits = start + 2 <= column
    first = style.faint(stem) + head
    rest = [style.faint(below.ljust(column)) + line for line in lines]
    if fits:
        return [first + " " * (column - start) + lines[0], *rest[1:]]
    if len(lines) == 1 and start + 2 + visible(lines[0]) <= width:
        return [f"{first}  {lines[0]}"]
    return [first, *rest]
