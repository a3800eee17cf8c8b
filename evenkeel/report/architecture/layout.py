"""Where everything stands: three columns around the cluster, panels of a full line above and below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from evenkeel.report.architecture.boxes import Box, boxed
from evenkeel.report.architecture.grids import GAP, in_rows, stacked
from evenkeel.report.architecture.order import beside, movers_first
from evenkeel.report.architecture.records import Architecture, Lane, Part, PartKind

WIDTH: Final = 1000.0
COLUMNS: Final = ((18.0, 256.0), (350.0, 288.0), (714.0, 264.0))
"""Left edge and width of the boxes of the three columns; links run between them."""
_EDGE: Final = 8.0
_FRAME_LEFT: Final = 336.0
_HEADING: Final = 30.0
_CHANNEL: Final = 26.0
_INSIDE: Final = (COLUMNS[1][0], COLUMNS[2][0] + COLUMNS[2][1])
_WHOLE: Final = (COLUMNS[0][0], _INSIDE[1] + 4)
_ENTRY_COLUMN: Final = {PartKind.BALANCER: 1, PartKind.CALLER: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A frame around boxes.

    Attributes:
        title: its heading; empty where a box is the heading.
        lane: whose colours it has; None for the cluster's frame.
        x: left edge.
        y: top edge.
        width: its width; 0 for a heading without a frame.
        height: its height.
    """

    title: str
    lane: Lane | None
    x: float
    y: float
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A picture with places.

    Attributes:
        panels: frames, in the order in which they are drawn.
        boxes: boxes by key of their part.
        column_of: column of a box, by key; boxes in rows have none.
        channels: heights at which links may cross from column to column: above and below the middle.
        frame: key of the part that is the frame around others, the cluster; empty if there is none.
        bottom: where the picture ends, before the legend.
    """

    panels: tuple[Panel, ...]
    boxes: dict[str, Box]
    column_of: dict[str, int]
    channels: tuple[float, float]
    frame: str
    bottom: float


def laid_out(found: Architecture, top: float) -> Layout:
    """Give all parts their places.

    Args:
        found: what is shown.
        top: where the first panel begins.
    """
    work = _Work(found=found, y=top)
    work.entry()
    above = work.y - _CHANNEL / 2
    below = work.middle()
    for lane in (Lane.NETWORK, Lane.OPERATIONS):
        work.line(lane)
    return Layout(
        panels=tuple(work.panels),
        boxes={box.part.key: box for box in work.boxes},
        column_of=work.column_of,
        channels=(above, below),
        frame=work.frame.part.key if work.frame else "",
        bottom=work.y,
    )


@dataclass(kw_only=True)
class _Work:
    """A layout in the making.

    Attributes:
        found: what is shown.
        y: where the next panel begins.
        panels: so far.
        boxes: so far.
        column_of: so far.
        frame: heading of the cluster's frame, if there is a cluster.
    """

    found: Architecture
    y: float
    panels: list[Panel] = field(default_factory=list[Panel])
    boxes: list[Box] = field(default_factory=list[Box])
    column_of: dict[str, int] = field(default_factory=dict[str, int])
    frame: Box | None = None

    def entry(self) -> None:
        """Place who comes in, and where."""
        parts = self._of(Lane.ENTRY)
        if not parts:
            return
        top = self.y
        # who calls from inside stands at the right, or above the services if nothing else does
        column_of = _ENTRY_COLUMN if any(part.kind is PartKind.BALANCER for part in parts) else {PartKind.CALLER: 1}
        for at in range(len(COLUMNS)):
            self._column([part for part in parts if column_of.get(part.kind, 0) == at], at, top + _HEADING)
        low = max(box.bottom for box in self.boxes) + GAP
        self._panel(Lane.ENTRY.value, Lane.ENTRY, (_EDGE, WIDTH - _EDGE), (top, low))
        self.y = low + _CHANNEL

    def middle(self) -> float:
        """Place data beside the cluster with what is in it; return the height between services and add-ons."""
        top = self.y
        everything = self._of(Lane.SERVICES)
        own = next((part for part in everything if part.kind is PartKind.CLUSTER), None)
        services = [part for part in everything if part is not own]
        low = self._column(beside(self._of(Lane.DATA), services, self.found), 0, top + _HEADING)
        floor = below = top
        at = len(self.panels)
        if self.found.cluster:
            if own:
                self.frame = boxed(own, _FRAME_LEFT, top, _INSIDE[0] + COLUMNS[1][1] - _FRAME_LEFT)
                self.boxes.append(self.frame)
            floor, below = self._inside(services, top + (self.frame.height - 4 if self.frame else _HEADING))
        bottom = max(low, floor)
        if self.found.cluster:
            frame = Panel(title="" if own else self.found.cluster, lane=None, x=_FRAME_LEFT, y=top,
                          width=WIDTH - _EDGE - _FRAME_LEFT, height=bottom - top)  # fmt: skip
            self.panels.insert(at, frame)  # before the headings that stand on it
        if low > top:
            self._panel(Lane.DATA.value, Lane.DATA, (_EDGE, COLUMNS[0][0] + COLUMNS[0][1] + 10), (top, bottom))
        self.y = bottom if bottom > top else top - _CHANNEL
        return below

    def line(self, lane: Lane) -> None:
        """Place a lane in a panel of its own."""
        parts = self._of(lane)
        if not parts:
            return
        top = self.y + GAP
        boxes = in_rows(parts, _WHOLE, 4, top + _HEADING)
        self.boxes += boxes
        self.y = max(box.bottom for box in boxes) + GAP
        self._panel(lane.value, lane, (_EDGE, WIDTH - _EDGE), (top, self.y))

    def _inside(self, services: Sequence[Part], top: float) -> tuple[float, float]:
        """Place what is in the cluster; return where it ends, and the height between services and add-ons."""
        pools = beside(self._of(Lane.POOLS), services, self.found)
        floor = top
        for lane, parts, at in ((Lane.SERVICES, services, 1), (Lane.POOLS, pools, 2)):
            if parts:
                self.panels.append(Panel(title=lane.value, lane=lane, x=COLUMNS[at][0], y=top))
                floor = max(floor, self._column(parts, at, top + _HEADING - 4))
        below = floor - GAP + _CHANNEL / 2
        add_ons = movers_first(self._of(Lane.CONTROLLERS), self.found)
        if add_ons:
            self.panels.append(Panel(title=Lane.CONTROLLERS.value, lane=Lane.CONTROLLERS, x=_INSIDE[0], y=below + 5))
            boxes = in_rows(add_ons, _INSIDE, 3, below + _HEADING + 3)
            self.boxes += boxes
            floor = max(box.bottom for box in boxes) + GAP
        return floor, below

    def _of(self, lane: Lane) -> list[Part]:
        return [part for part in self.found.parts if part.lane is lane]

    def _column(self, parts: Sequence[Part], at: int, y: float) -> float:
        """Place parts one below the other; return where the next thing may begin."""
        boxes = stacked(parts, COLUMNS[at], y)
        self.boxes += boxes
        self.column_of |= {box.part.key: at for box in boxes}
        return boxes[-1].bottom + GAP if boxes else y - _HEADING

    def _panel(self, title: str, lane: Lane, across: tuple[float, float], down: tuple[float, float]) -> None:
        self.panels.append(
            Panel(title=title, lane=lane, x=across[0], y=down[0], width=across[1] - across[0], height=down[1] - down[0])
        )
