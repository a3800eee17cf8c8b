"""What to know about a comparison itself: before anything else, and last."""

from __future__ import annotations

from evenkeel.model.change import Change
from evenkeel.report.uncompared import uncompared_words


def first_notes(change: Change) -> tuple[str, ...]:
    """Return what to know before anything else: what is compared, where that is not two sides of one stack."""
    base, head = change.base, change.head
    if (base.project, base.stack) == (head.project, head.stack):
        return ()
    return (f"two stacks are compared: {base.project}/{base.stack} and {head.project}/{head.stack}",)


def last_notes(change: Change) -> tuple[str, ...]:
    """Return what else to know about the comparison itself, in the order of the change."""
    first = first_notes(change)
    quiet = sum(len(each.quiet) for each in change.resources)
    silent = (f"{quiet} differences without effect are left out",) if quiet else ()
    unseen = (words,) if (words := uncompared_words(change)) else ()
    return (*(note for note in change.notes if note not in first), *unseen, *silent)


def all_notes(change: Change) -> tuple[str, ...]:
    """Return all of them, for other tools."""
    return (*first_notes(change), *last_notes(change))
