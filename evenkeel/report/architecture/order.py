"""In which order parts stand in their lanes, so that few links cross."""

from __future__ import annotations

from collections.abc import Sequence

from evenkeel.report.architecture.records import Architecture, Lane, LinkKind, Part, PartKind


def beside(parts: Sequence[Part], services: Sequence[Part], found: Architecture) -> list[Part]:
    """Return parts in the order of the services that they are linked with; buckets without a link next, the rest last.

    Args:
        parts: stores, or node pools.
        services: in their order.
        found: whose links count.
    """
    place = {part.key: at for at, part in enumerate(services)}
    ends: dict[str, list[int]] = {}
    for link in found.links:
        if link.source in place:
            ends.setdefault(link.target, []).append(place[link.source])
    linked = {end for link in found.links for end in (link.source, link.target)}

    def order(part: Part) -> tuple[bool, bool, float, bool]:
        own = ends.get(part.key, [])
        return not own, part.key not in linked, sum(own) / len(own) if own else 0.0, part.kind is not PartKind.BUCKET

    return sorted(parts, key=order)


def movers_first(parts: Sequence[Part], found: Architecture) -> list[Part]:
    """Return add-ons, first those that scale something: what scales services left of what scales nodes."""
    lane_of = {part.key: part.lane for part in found.parts}
    moved = {link.source: lane_of[link.target] for link in found.links if link.kind is LinkKind.SCALES}
    places = {Lane.SERVICES: 0, Lane.POOLS: 1}

    def order(part: Part) -> tuple[int, bool]:
        return places.get(moved.get(part.key, part.lane), 2), part.kind is not PartKind.CONTROLLER

    return sorted(parts, key=order)
