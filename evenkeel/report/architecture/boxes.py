"""A part as a box: its rows of text and its size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from evenkeel.report.architecture.measure import width, wrapped
from evenkeel.report.architecture.records import Mark, Part, PartKind
from evenkeel.report.changes_groups import SIGNS

TITLE_SIZE: Final = 15.0
TEXT_SIZE: Final = 13.0
PADDING: Final = 12.0
ICON: Final = 24.0
_TITLE_ROW: Final = 20.0
_TEXT_ROW: Final = 17.5
_PILL_ROW: Final = 24.0
_TOP: Final = 8.0
_BOTTOM: Final = 10.0
_LABELLED: Final = frozenset({PartKind.BUCKET, PartKind.CACHE, PartKind.BALANCER, PartKind.FIREWALL, PartKind.WORKLOAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of text in a box.

    Attributes:
        text: what stands there.
        x: where it begins, from the left edge of the box.
        y: its base line, from the top edge.
        size: font size.
        bold: a title.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pill:
    """A mark of the change in a box.

    Attributes:
        mark: what happens.
        text: in words, with its sign.
        x: left edge, from the left edge of the box.
        y: top edge, from the top edge of the box.
        width: its width.
    """

    mark: Mark
    text: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part with a place.

    Attributes:
        part: what it shows.
        x: left edge.
        y: top edge.
        width: its width.
        height: its height.
        rows: its text.
        pills: its marks.
        label: its kind, at the right of the title; empty if the title or the lane tells it.
    """

    part: Part
    x: float
    y: float
    width: float
    height: float
    rows: tuple[Row, ...]
    pills: tuple[Pill, ...]
    label: str

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The bottom edge."""
        return self.y + self.height


def boxed(part: Part, x: float, y: float, wide: float) -> Box:
    """Return the box of a part, as high as its text."""
    room = wide - 2 * PADDING
    rows: list[Row] = []
    down = _TOP
    titles = wrapped(part.title, room - ICON, TITLE_SIZE, rows=2, bold=True)
    for title in titles:
        down += _TITLE_ROW
        rows.append(Row(text=title, x=PADDING + ICON, y=down - 5, size=TITLE_SIZE, bold=True))
    label = part.kind.value if part.kind in _LABELLED and part.title.casefold() != part.kind.value else ""
    if label and width(titles[-1], TITLE_SIZE, bold=True) + width(label, TEXT_SIZE) + 8 > room - ICON:
        label = ""
    for line in part.lines:
        for text in wrapped(line, room, TEXT_SIZE, rows=5):
            down += _TEXT_ROW
            rows.append(Row(text=text, x=PADDING, y=down - 4, size=TEXT_SIZE))
    pills, down = _pills(part, room, down)
    return Box(
        part=part,
        x=x,
        y=y,
        width=wide,
        height=down + _BOTTOM,
        rows=tuple(rows),
        pills=tuple(pills),
        label=label,
    )


def mark_text(mark: Mark) -> str:
    """Return a mark with sign, word and count: `~ update 2`."""
    return f"{SIGNS[mark.operation]} {mark.operation.value} {mark.count}"


def _pills(part: Part, room: float, down: float) -> tuple[list[Pill], float]:
    found: list[Pill] = []
    across = room
    for mark in part.marks:
        text = mark_text(mark)
        wide = width(text, TEXT_SIZE, bold=True) + 14
        if across + wide > room:
            down, across = down + _PILL_ROW, 0.0
        found.append(Pill(mark=mark, text=text, x=PADDING + across, y=down - _PILL_ROW + 6, width=wide))
        across += wide + 6
    return found, down + (2 if found else 0)
