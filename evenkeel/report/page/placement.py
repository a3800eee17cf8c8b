"""Which resource of a change stands below which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evenkeel.model.change import Change, ResourceChange
from evenkeel.report.tree import STACK_TYPE

_DEEPEST: Final = 12
"""Levels of the tree; what is deeper stands beside its parent."""


class Placement:
    """The parts of a change below each of its resources, both sides together.

    Args:
        change: whose resources; the stack itself has no place, what stands directly below it is at the top.
    """

    def __init__(self, change: Change) -> None:
        self._by_key: dict[str, ResourceChange] = {
            key(each.resource.urn): each for each in change.resources if each.resource.type != STACK_TYPE
        }
        self._depths: dict[str, int] = {}
        self._below: dict[str, list[ResourceChange]] = {}
        for each in change.resources:
            if each.resource.type != STACK_TYPE:
                self._place(each)

    @property
    def top(self) -> list[ResourceChange]:
        """What stands directly below the stack."""
        return self._below.get("", [])

    def below(self, change: ResourceChange) -> list[ResourceChange]:
        """Return what stands directly below a resource."""
        return self._below.get(key(change.resource.urn), [])

    def _place(self, change: ResourceChange) -> None:
        """Give a resource and those above it their places; a parent that is not there, or a circle, ends at the top."""
        chain: dict[str, ResourceChange] = {}
        here: ResourceChange | None = change
        while here is not None and (name := key(here.resource.urn)) not in self._depths and name not in chain:
            chain[name] = here
            here = self._by_key.get(key(here.resource.parent or ""))
        for name, each in reversed(chain.items()):
            above = self._above(each.resource.parent, self._depths)
            self._depths[name] = self._depths[above] + 1 if above else 0
            self._below.setdefault(above, []).append(each)

    def _above(self, parent: str | None, depths: Mapping[str, int]) -> str:
        name = key(parent or "")
        while name in depths and depths[name] >= _DEEPEST:
            name = key(self._by_key[name].resource.parent or "")
        return name if name in depths else ""


def key(urn: str) -> str:
    """Return what is the same where two stacks are compared: a URN without stack and project."""
    return urn.split("::", 2)[-1]
