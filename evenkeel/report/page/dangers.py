"""What a reviewer must see first, with links to where it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from evenkeel.model.change import DangerKind
from evenkeel.report.changes_groups import title
from evenkeel.report.changes_values import Shown
from evenkeel.report.page.anchors import Anchors


@dataclass(frozen=True, slots=True)
class Link:
    """A resource by name, and where it is on the page; without a place where it is not there."""

    name: str
    anchor: str


MOST_LINKS: Final = 200
"""Resources that are listed by name for one reason; how many more there are is told."""


@dataclass(frozen=True, slots=True)
class Warned:
    """Dangers of one kind that say the same.

    Attributes:
        kind: why they deserve to be read.
        detail: what they say.
        links: of which resources.
        more: of how many further ones.
    """

    kind: str
    detail: str
    links: tuple[Link, ...]
    more: int


def warnings(shown: Shown, anchors: Anchors) -> tuple[Warned, ...]:
    """Return the dangers of a change, those that say the same together, the worst first."""
    resources = {each.resource.urn: each.resource for each in shown.change.resources}
    found: dict[tuple[DangerKind, str], list[Link]] = {}
    for danger in shown.change.dangers:
        link = Link(title(shown, resources[danger.urn]), anchors.of(danger.urn))
        found.setdefault((danger.kind, shown.text(danger.detail)), []).append(link)
    return tuple(
        Warned(kind.value, detail, tuple(links[:MOST_LINKS]), max(len(links) - MOST_LINKS, 0))
        for (kind, detail), links in found.items()
    )
