"""The picture in sentences, for who reads it aloud or in a terminal."""

from __future__ import annotations

from collections import Counter

from evenkeel.model.change import Operation
from evenkeel.report.architecture.boxes import mark_text
from evenkeel.report.architecture.records import Architecture, Link, Part, Presence
from evenkeel.report.changes_groups import ORDER

_PRESENCE = {Presence.ADDED: " (new)", Presence.GONE: " (no longer)", Presence.BOTH: ""}


def sentences(found: Architecture) -> list[str]:
    """Return what the picture shows: a sentence on the whole, then one on each part."""
    if not found.parts:
        return [f"{found.title} has no resources."]
    lines = [f"{found.title}: {found.subtitle}."]
    if found.compared:
        lines.append(changes_sentence(found))
    titles = {part.key: _named(part) for part in found.parts}
    return lines + [
        _sentence(part, [link for link in found.links if link.source == part.key], titles) for part in found.parts
    ]


def changes_sentence(found: Architecture) -> str:
    """Return where a change lands."""
    touched = [part for part in found.parts if part.marks]
    if not touched:
        return "Nothing in this picture changes."
    each = [f"{_named(part)} ({', '.join(mark_text(mark)[2:] for mark in part.marks)})" for part in touched]
    return f"The change lands in {len(touched)} of {len(found.parts)} parts: {'; '.join(each)}."


def totals_sentence(found: Architecture) -> str:
    """Return in how many parts a change lands, and how many resources it touches."""
    counts = Counter[Operation]()
    for part in found.parts:
        counts.update({mark.operation: mark.count for mark in part.marks})
    touched = sum(1 for part in found.parts if part.marks)
    if not touched:
        return "Nothing in this picture changes."
    said = ", ".join(f"{operation.value} {counts[operation]}" for operation in ORDER if counts[operation])
    return f"The change lands in {touched} of {len(found.parts)} parts: {said}."


def _named(part: Part) -> str:
    return (
        part.title
        if part.title.casefold().startswith(part.kind.value.casefold())
        else f"{part.kind.value} {part.title}"
    )


def _sentence(part: Part, links: list[Link], titles: dict[str, str]) -> str:
    said = [f"{part.lane.value}: {_named(part)}"]
    said += part.lines
    said += ["not made by this stack"] if part.outside else []
    said += [f"{link.kind.value} {titles[link.target]}{_PRESENCE[link.presence]}" for link in links]
    said += [mark_text(mark) for mark in part.marks]
    said += ["goes away"] if part.presence is Presence.GONE else []
    return "; ".join(said) + "."
