"""Which resources stay under another name."""

from __future__ import annotations

from evenkeel.model.change import Change


def renames(change: Change) -> dict[str, str]:
    """Return the URN after by the URN before, of resources on both sides; stacks of two names differ in all of them."""
    return {
        each.before.urn: each.after.urn
        for each in change.resources
        if each.before is not None and each.after is not None and each.before.urn != each.after.urn
    }
