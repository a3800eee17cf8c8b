"""Which way links take: out of a box's side, along a track between the columns, into the other box's side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from evenkeel.report.architecture.boxes import Box
from evenkeel.report.architecture.layout import COLUMNS, Layout
from evenkeel.report.architecture.records import Architecture, Link, LinkKind, Presence

Point: TypeAlias = tuple[float, float]
_Trunk: TypeAlias = tuple[str, str, str]
_Port: TypeAlias = tuple[str, str, _Trunk]
_INSET: Final = 16.0
_MARGIN: Final = 14.0
_BESIDE: Final = 4.0
_APART: Final = 9.0
_BY_TARGET: Final = frozenset({LinkKind.RUNS_ON, LinkKind.READS, LinkKind.WRITES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The way of a link.

    Attributes:
        link: which.
        points: corners, from its source to its target.
    """

    link: Link
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """A link before its track and its ports have places.

    Attributes:
        link: which.
        trunk: links of one trunk share a track.
        leaves: side of the source: `left`, `right`, `top` or `bottom`.
        enters: side of the target.
        gutters: the spaces between columns that it runs along, 0 or 1, in order.
    """

    link: Link
    trunk: _Trunk
    leaves: str
    enters: str
    gutters: tuple[int, ...]


def routed(found: Architecture, layout: Layout) -> list[Route]:
    """Return the ways of all links that can be drawn; the rest is said in the text alternative."""
    ways = [way for link in found.links if (way := _way(link, layout)) is not None]
    tracks = _tracks(ways, layout)
    ports = _ports(ways, layout)
    return [Route(link=way.link, points=_points(way, layout, tracks, ports)) for way in ways]


def _way(link: Link, layout: Layout) -> _Way | None:
    source = layout.boxes[link.source]
    shared = link.target if link.kind in _BY_TARGET else link.source
    trunk = (link.kind.value, "gone" if link.presence is Presence.GONE else "", shared)
    start, end = layout.column_of.get(link.source), layout.column_of.get(link.target)
    if link.source == layout.frame and end == 0:
        return _Way(link=link, trunk=trunk, leaves="frame", enters="right", gutters=())
    if link.kind is LinkKind.SCALES and start is None and end in {1, 2}:
        if any(box.y < source.y for box in layout.boxes.values() if box.part.lane is source.part.lane):
            return None  # other add-ons stand above it
        return _Way(link=link, trunk=trunk, leaves="top", enters="right" if end == 1 else "left", gutters=(1,))
    return None if start is None or end is None else _between(link, trunk, (start, end), layout)


def _between(link: Link, trunk: _Trunk, columns: tuple[int, int], layout: Layout) -> _Way:
    """Return the way of a link from column to column."""
    start, end = columns
    if start == end:
        if _adjacent(layout.boxes[link.source], layout.boxes[link.target], layout):
            return _Way(link=link, trunk=trunk, leaves="bottom", enters="top", gutters=())
        side = "right" if start == 0 else "left"
        return _Way(link=link, trunk=trunk, leaves=side, enters=side, gutters=(0 if start < 2 else 1,))
    leaves, enters = ("right", "left") if start < end else ("left", "right")
    gutters = tuple(range(start, end)) if start < end else tuple(range(start - 1, end - 1, -1))
    return _Way(link=link, trunk=trunk, leaves=leaves, enters=enters, gutters=gutters)


def _adjacent(source: Box, target: Box, layout: Layout) -> bool:
    """Tell whether the target stands right below the source."""
    between = (box for box in layout.boxes.values() if box.x < source.right and source.x < box.right)
    return source.bottom < target.y and not any(
        source.bottom <= box.y < target.y for box in between if box.part.key != layout.frame
    )


def _gutter(at: int) -> tuple[float, float]:
    left, right = COLUMNS[at], COLUMNS[at + 1]
    return left[0] + left[1] + _MARGIN, right[0] - _MARGIN


def _tracks(ways: Sequence[_Way], layout: Layout) -> dict[tuple[int, _Trunk], float]:
    """Give each trunk its track; those that come from far away run next to the boxes they end at."""
    found: dict[tuple[int, _Trunk], float] = {}
    for at in (0, 1):
        trunks: dict[_Trunk, float] = {}
        for way in ways:
            if at in way.gutters:
                ends_left = layout.column_of.get(way.link.target, 0) <= at
                weight = {LinkKind.SCALES: 2, LinkKind.TRAFFIC: 1}.get(way.link.kind, 0)
                trunks.setdefault(way.trunk, -weight if ends_left else weight)
        low, high = _gutter(at)
        step = (high - low) / (len(trunks) + 1)
        for place, trunk in enumerate(sorted(trunks, key=lambda each: trunks[each])):
            found[at, trunk] = low + (place + 1) * step
    return found


def _ports(ways: Sequence[_Way], layout: Layout) -> dict[_Port, float]:
    """Give each trunk its place on each side of a box, in the order in which the other ends stand."""
    sides: dict[tuple[str, str], dict[_Trunk, list[float]]] = {}
    for way in ways:
        for own, other, side in (
            (way.link.source, way.link.target, way.leaves),
            (way.link.target, way.link.source, way.enters),
        ):
            far = layout.boxes[other]
            middle = layout.channels[1] + 1 if layout.column_of.get(other) is None else far.y + far.height / 2
            sides.setdefault((own, side), {}).setdefault(way.trunk, []).append(middle)
    found: dict[_Port, float] = {}
    for (own, side), trunks in sides.items():
        box = layout.boxes[own]
        upright = side in {"left", "right"}
        # on top and below, in the right half: headings stand on the left
        low, length = (box.y, box.height) if upright else (box.x + box.width / 2, box.width / 2)
        inset = min(_INSET, length / 3)
        step = (length - 2 * inset) / (len(trunks) + 1)
        ordered = sorted(trunks, key=lambda each: sum(trunks[each]) / len(trunks[each]))
        for place, trunk in enumerate(ordered):
            found[own, side, trunk] = low + inset + (place + 1) * step
    _straighten(ways, layout, found)
    return found


def _straighten(ways: Sequence[_Way], layout: Layout, ports: dict[_Port, float]) -> None:
    """Let a link between boxes side by side run straight where nothing else ends in the way."""
    for way in ways:
        start, end = (way.link.source, way.leaves), (way.link.target, way.enters)
        if {way.leaves, way.enters} != {"left", "right"} or sum(each.trunk == way.trunk for each in ways) > 1:
            continue
        one, two = layout.boxes[start[0]], layout.boxes[end[0]]
        low, high = max(one.y, two.y) + 8, min(one.bottom, two.bottom) - 8
        others = [y for (*side, trunk), y in ports.items() if (*side,) in {start, end} and trunk != way.trunk]
        wished = (ports[(*start, way.trunk)], ports[(*end, way.trunk)], (low + high) / 2)
        for y in wished:
            if low <= y <= high and all(abs(y - other) >= _APART for other in others):
                ports[(*start, way.trunk)] = ports[(*end, way.trunk)] = y
                break


def _points(
    way: _Way, layout: Layout, tracks: Mapping[tuple[int, _Trunk], float], ports: Mapping[_Port, float]
) -> tuple[Point, ...]:
    source, target = layout.boxes[way.link.source], layout.boxes[way.link.target]
    end_at = ports[way.link.target, way.enters, way.trunk]
    if way.leaves == "frame":
        return (source.x, end_at), (target.right, end_at)
    start_at = ports[way.link.source, way.leaves, way.trunk]
    if way.leaves == "bottom":
        x = min(max(start_at, target.x + _INSET), target.right - _INSET)
        return (x, source.bottom), (x, target.y)
    end = (target.x if way.enters == "left" else target.right, end_at)
    if way.leaves == "top":
        track = tracks[1, way.trunk]
        channel = layout.channels[1] + (_BESIDE if way.enters == "left" else -_BESIDE)
        return (start_at, source.y), (start_at, channel), (track, channel), (track, end_at), end
    start = (source.x if way.leaves == "left" else source.right, start_at)
    if len(way.gutters) == 1:
        track = tracks[way.gutters[0], way.trunk]
        return (start, end) if start_at == end_at else (start, (track, start_at), (track, end_at), end)
    first, second = (tracks[at, way.trunk] for at in way.gutters)
    channel = layout.channels[0]
    return start, (first, start_at), (first, channel), (second, channel), (second, end_at), end
