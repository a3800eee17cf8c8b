"""From a layout to the text of an SVG element."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from evenkeel.report.architecture.boxes import PADDING, TEXT_SIZE, Box
from evenkeel.report.architecture.icons import ICONS
from evenkeel.report.architecture.layout import COLUMNS, Panel
from evenkeel.report.architecture.legend import Legend
from evenkeel.report.architecture.measure import clipped
from evenkeel.report.architecture.palette import colour, lane_colour, link_colour, operation_name
from evenkeel.report.architecture.records import LinkKind, PartKind, Presence
from evenkeel.report.architecture.routing import Point, Route

FACES: Final = "'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_DASHES: Final = {LinkKind.READS: "7 4", LinkKind.WRITES: "7 4", LinkKind.MAY_REACH: "2 4", LinkKind.SCALES: "2 4"}
_THICK: Final = {LinkKind.TRAFFIC: 2.4}
_BEND: Final = 7.0
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def safe(text: str) -> str:
    """Return a text as XML takes it, also inside an attribute."""
    return escape(_FORBIDDEN.sub("\ufffd", text))


def drawn_panel(panel: Panel) -> list[str]:
    """Return a frame with its heading; one without size is a heading alone."""
    fill = colour("frame") if panel.lane is None else colour("panel")
    ink = lane_colour(panel.lane) if panel.lane else colour("text")
    lines: list[str] = []
    if panel.width:
        lines.append(
            f'<rect class="architecture-panel" x="{number(panel.x)}" y="{number(panel.y)}"'
            f' width="{number(panel.width)}" height="{number(panel.height)}" rx="10" fill="{fill}"'
            f' stroke="{colour("line")}"/>'
        )
    if panel.title:
        inset = 10 if panel.width and panel.lane else 14 if panel.width else 0
        lines.append(
            _text(
                clipped(panel.title, COLUMNS[1][1], 14, bold=True),
                panel.x + inset,
                panel.y + 20,
                14,
                fill=ink,
                bold=True,
            )
        )
    return lines


def drawn_box(box: Box, identifier: str, number_of: int, frame: str) -> list[str]:
    """Return a box with its sign, text and marks.

    Args:
        box: what to draw.
        identifier: begins its id.
        number_of: ends its id.
        frame: key of the part that is drawn as a panel around others.
    """
    part = box.part
    state = operation_name(part.marks[0].operation) if part.marks else "calm"
    lines = [
        (
            f'<g class="architecture-part architecture-{state}" id="{identifier}-part-{number_of}"'
            f' data-kind="{safe(part.kind.value)}" data-presence="{part.presence.value}">'
        ),
        f"<title>{safe(' · '.join([part.title, *part.lines]))}</title>",
    ]
    frameless = part.key == frame
    ink = lane_colour(part.lane) if part.kind is not PartKind.CLUSTER else colour("text")
    if not frameless:
        lines += _frame(box, state, ink)
    lines.append(
        f'<path d="{ICONS[part.kind]}" transform="translate({number(box.x + PADDING)} {number(box.y + 10)})"'
        f' fill="none" stroke="{ink}" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"/>'
    )
    for row in box.rows:
        fill = colour("text") if row.bold else colour("muted")
        lines.append(_text(row.text, box.x + row.x, box.y + row.y, row.size, fill=fill, bold=row.bold))
    if box.label:
        lines.append(_text(box.label, box.right - PADDING, box.y + 23, TEXT_SIZE, fill=ink, anchor="end"))
    for pill in box.pills:
        name = operation_name(pill.mark.operation)
        lines.append(
            f'<rect x="{number(box.x + pill.x)}" y="{number(box.y + pill.y)}" width="{number(pill.width)}" height="20"'
            f' rx="10" fill="{colour(name + "-fill")}" stroke="{colour(name)}"/>'
        )
        lines.append(
            _text(
                pill.text,
                box.x + pill.x + pill.width / 2,
                box.y + pill.y + 14.5,
                TEXT_SIZE,
                fill=colour(name),
                bold=True,
                anchor="middle",
            )
        )
    return [*lines, "</g>"]


def _frame(box: Box, state: str, ink: str) -> list[str]:
    gone = box.part.presence is Presence.GONE
    outside = box.part.outside
    fill = "none" if outside else colour("box")
    edge, thick = colour("muted") if outside else colour("line"), 1.2
    if state != "calm":
        edge, thick, fill = colour(state), 2.2, colour(f"{state}-fill")
    dash = ' stroke-dasharray="6 4"' if gone else ' stroke-dasharray="3 3"' if outside else ""
    frame = (
        f'<rect class="architecture-box" x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}"'
        f' height="{number(box.height)}" rx="7" fill="{fill}" stroke="{edge}" stroke-width="{thick}"{dash}/>'
    )
    if outside or state != "calm":
        return [frame]
    bar = (
        f'<path d="M{number(box.x + 2)} {number(box.y + 7)}v{number(box.height - 14)}" stroke="{ink}"'
        ' stroke-width="3" stroke-linecap="round"/>'
    )
    return [frame, bar]


def drawn_link(route: Route) -> list[str]:
    """Return a link as a line with rounded corners and an arrow head."""
    kind, points = route.link.kind, route.points
    gone = route.link.presence is Presence.GONE
    ink = colour("delete") if gone else link_colour(kind)
    dash = "6 4" if gone else _DASHES.get(kind, "")
    thick = _THICK.get(kind, 1.7)
    style = f' stroke-dasharray="{dash}"' if dash else ""
    return [
        (
            f'<path class="architecture-link" data-kind="{safe(kind.value)}"'
            f' data-presence="{route.link.presence.value}"'
            f' d="{_curve(points)}" fill="none" stroke="{ink}" stroke-width="{thick}"{style}/>'
        ),
        f'<path d="{_head(points)}" fill="{ink}"/>',
    ]


def drawn_legend(legend: Legend) -> list[str]:
    """Return the lines and signs that the picture uses, with their words."""
    lines: list[str] = []
    for entry in legend.entries:
        y = entry.y - 4.5
        if entry.kind is not None:
            dash = f' stroke-dasharray="{_DASHES[entry.kind]}"' if entry.kind in _DASHES else ""
            ink, thick = link_colour(entry.kind), _THICK.get(entry.kind, 1.7)
            ends = ((entry.x, y), (entry.x + 30, y))
            lines.append(f'<path d="{_curve(ends)}" fill="none" stroke="{ink}" stroke-width="{thick}"{dash}/>')
            lines.append(f'<path d="{_head(ends)}" fill="{ink}"/>')
        else:
            dash = "6 4" if entry.gone else "3 3"
            ink = colour("delete") if entry.gone else colour("muted")
            lines.append(
                f'<rect x="{number(entry.x)}" y="{number(y - 6)}" width="28" height="13" rx="3" fill="none"'
                f' stroke="{ink}" stroke-width="1.3" stroke-dasharray="{dash}"/>'
            )
        lines.append(_text(entry.text, entry.x + 37, entry.y, TEXT_SIZE, fill=colour("muted")))
    return lines


def drawn_heading(title: str, subtitle: Sequence[str], room: float) -> list[str]:
    """Return the head of the picture."""
    lines = [_text(clipped(title, room, 19, bold=True), 12, 28, 19, fill=colour("text"), bold=True)]
    for at, line in enumerate(subtitle):
        lines.append(_text(clipped(line, room, TEXT_SIZE), 12, 49 + 19 * at, TEXT_SIZE, fill=colour("muted")))
    return lines


def element(identifier: str, title: str, description: str, height: float, body: Sequence[str], *, wide: float) -> str:
    """Return an SVG element around a body."""
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" id="{identifier}" class="architecture" role="img"'
                f' viewBox="0 0 {number(wide)} {number(height)}" width="{number(wide)}" height="{number(height)}"'
                f' aria-labelledby="{identifier}-title {identifier}-desc" font-family="{FACES}">'
            ),
            f'<title id="{identifier}-title">{safe(title)}</title>',
            f'<desc id="{identifier}-desc">{safe(description)}</desc>',
            *body,
            "</svg>",
        ]
    )


def _text(words: str, x: float, y: float, size: float, *, fill: str, bold: bool = False, anchor: str = "") -> str:
    more = ' font-weight="600"' if bold else ""
    more += f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}"{more}>{safe(words)}</text>'


def number(value: float) -> str:
    """Return a length with at most one digit after the point."""
    return f"{value:.1f}".removesuffix(".0")


def _curve(points: Sequence[Point]) -> str:
    found = f"M{number(points[0][0])} {number(points[0][1])}"
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        bend = min(_BEND, _distance(before, at) / 2, _distance(at, after) / 2)
        start, end = _towards(at, before, bend), _towards(at, after, bend)
        found += (
            f"L{number(start[0])} {number(start[1])}Q{number(at[0])} {number(at[1])} {number(end[0])} {number(end[1])}"
        )
    last = _towards(points[-1], points[-2], 3)
    return found + f"L{number(last[0])} {number(last[1])}"


def _head(points: Sequence[Point]) -> str:
    tip = points[-1]
    foot = _towards(tip, points[-2], 9)
    across = (4.5, 0.0) if tip[0] == foot[0] else (0.0, 4.5)
    one, two = (foot[0] + across[0], foot[1] + across[1]), (foot[0] - across[0], foot[1] - across[1])
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in (tip, one, two)) + "z"


def _distance(one: Point, two: Point) -> float:
    return abs(one[0] - two[0]) + abs(one[1] - two[1])


def _towards(start: Point, end: Point, far: float) -> Point:
    length = _distance(start, end)
    share = min(far / length, 1.0) if length else 0.0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
