"""What the tests of the architecture picture ask of it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, pairwise

from evenkeel.model.change import Operation
from evenkeel.report.architecture.boxes import PADDING
from evenkeel.report.architecture.layout import WIDTH, Layout, laid_out
from evenkeel.report.architecture.measure import width
from evenkeel.report.architecture.records import Architecture, LinkKind, Part, PartKind
from evenkeel.report.architecture.routing import routed


def titles(found: Architecture, kind: PartKind) -> list[str]:
    return sorted(part.title for part in found.parts if part.kind is kind)


def ends(found: Architecture, kind: LinkKind) -> set[tuple[str, str]]:
    title = {part.key: part.title for part in found.parts}
    return {(title[link.source], title[link.target]) for link in found.links if link.kind is kind}


def check_layout(found: Architecture) -> None:
    layout = placed(found)
    assert set(layout.boxes) == {part.key for part in found.parts}
    for one, two in combinations(layout.boxes.values(), 2):
        apart = one.right <= two.x or two.right <= one.x or one.bottom <= two.y or two.bottom <= one.y
        assert apart, (one.part.title, two.part.title)
    for box in layout.boxes.values():
        assert box.x >= 0
        assert box.right <= WIDTH
        assert box.bottom <= layout.bottom
        for row in box.rows:
            assert row.size >= 13
            assert row.x + width(row.text, row.size, bold=row.bold) <= box.width - PADDING + 0.01, row.text
            assert row.y <= box.height
        for pill in box.pills:
            assert pill.x + pill.width <= box.width - PADDING + 0.01
    for route in routed(found, layout):
        for start, end in pairwise(route.points):
            for box in layout.boxes.values():
                assert (
                    not _crosses(start, end, (box.x, box.y, box.right, box.bottom)) or box.part.key == layout.frame
                ), (
                    route.link,
                    box.part.title,
                )


def _crosses(start: tuple[float, float], end: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    return left < box[2] and right > box[0] and top < box[3] and bottom > box[1]


def marks(found: Architecture) -> dict[str, dict[Operation, int]]:
    return {part.title: {mark.operation: mark.count for mark in part.marks} for part in found.parts if part.marks}


def part_of(parts: Iterable[Part], title: str) -> Part:
    return next(part for part in parts if part.title == title)


def placed(found: Architecture) -> Layout:
    return laid_out(found, 80)
