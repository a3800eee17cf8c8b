"""The identifiers of a page's elements, by which they are linked to."""

from __future__ import annotations

from hashlib import sha256

from evenkeel.model.change import Change


class Anchors:
    """Gives each resource of a change an identifier that stays the same from one page to the next.

    Args:
        change: whose resources.
        taken: identifiers that the page has already; those given here are added.
    """

    def __init__(self, change: Change, taken: set[str]) -> None:
        self._of: dict[str, str] = {}
        for each in change.resources:
            anchor = unique(f"r-{sha256(each.resource.urn.encode(errors='replace')).hexdigest()[:10]}", taken)
            # the resource as it will be goes first: a URN of the base may have come to mean another
            self._of[each.resource.urn] = anchor
            if each.before is not None:
                self._of.setdefault(each.before.urn, anchor)

    def of(self, urn: str) -> str:
        """Return the identifier of a resource; empty where it is not on the page."""
        return self._of.get(urn, "")


def unique(wanted: str, taken: set[str]) -> str:
    """Return an identifier that is not taken, and take it."""
    found, times = wanted, 1
    while found in taken:
        times += 1
        found = f"{wanted}-{times}"
    taken.add(found)
    return found
