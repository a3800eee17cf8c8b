"""What the lines and frames of a picture mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from evenkeel.report.architecture.boxes import TEXT_SIZE
from evenkeel.report.architecture.layout import WIDTH
from evenkeel.report.architecture.measure import width
from evenkeel.report.architecture.records import LinkKind, Part, Presence
from evenkeel.report.architecture.routing import Route

_ROW: Final = 22.0
_LEFT: Final = 12.0
_SAMPLE: Final = 37.0
_GAP: Final = 22.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the legend.

    Attributes:
        text: what it means.
        x: left edge of its sample.
        y: base line.
        kind: the link that it shows; None for a frame.
        gone: the frame of a part that goes; otherwise of one outside the stack.
    """

    text: str
    x: float
    y: float
    kind: LinkKind | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """The legend of a picture.

    Attributes:
        entries: with their places.
        bottom: where it ends.
    """

    entries: tuple[Entry, ...]
    bottom: float


def legend_of(parts: list[Part], routes: list[Route], top: float) -> Legend:
    """Return the legend of what a picture really shows, below `top`."""
    kinds = {route.link.kind for route in routes}
    wanted: list[tuple[str, LinkKind | None, bool]] = [(kind.value, kind, False) for kind in LinkKind if kind in kinds]
    if any(part.outside for part in parts):
        wanted.append(("not made by this stack", None, False))
    if any(part.presence is Presence.GONE for part in parts):
        wanted.append(("goes away", None, True))
    entries: list[Entry] = []
    x, y = _LEFT, top + _ROW
    for text, kind, gone in wanted:
        wide = _SAMPLE + width(text, TEXT_SIZE)
        if x > _LEFT and x + wide > WIDTH - _LEFT:
            x, y = _LEFT, y + _ROW
        entries.append(Entry(text=text, x=x, y=y, kind=kind, gone=gone))
        x += wide + _GAP
    return Legend(entries=tuple(entries), bottom=y + 10 if entries else top)
