"""What the engine's own preview says of a resource, which counts more than a prediction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from evenkeel.diff.matching import identity
from evenkeel.diff.properties import keys
from evenkeel.model.change import Effect, Operation, PropertyChange, ResourceChange

_OVER: Final = frozenset({Operation.REPLACE, Operation.UPDATE, Operation.SAME})
"""What is taken over for a resource that is there on both sides."""


@dataclass(frozen=True, slots=True)
class Told:
    """The engine's verdict on one resource.

    Attributes:
        operation: what it will do.
        reasons: paths of keys, list positions left out, for which it replaces.
    """

    operation: Operation
    reasons: frozenset[tuple[str, ...]] = frozenset()


def as_told(change: ResourceChange, told: Told | None) -> ResourceChange:
    """Return a change as the engine sees it; as it was where the engine says nothing of it."""
    if told is None or change.before is None or change.after is None or told.operation not in _OVER:
        return change
    if told.operation is Operation.SAME:
        shown = any(option.shown for option in change.options)
        kept = identity(change.before.urn) == identity(change.after.urn)
        operation = Operation.UPDATE if shown else Operation.SAME if kept else Operation.RENAME
        quiet = tuple(replace(each, effect=Effect.IN_PLACE) for each in change.properties)
        return replace(change, operation=operation, properties=(), quiet=(*change.quiet, *quiet), told=True)
    found = tuple(replace(each, effect=_effect(each, told)) for each in change.properties)
    return replace(change, operation=told.operation, properties=found, told=True)


def _effect(change: PropertyChange, told: Told) -> Effect:
    path = keys(change.path)
    replaces = told.operation is Operation.REPLACE and any(_within(path, reason) for reason in told.reasons)
    return Effect.REPLACES if replaces else Effect.IN_PLACE


def _within(path: Sequence[str], reason: Sequence[str]) -> bool:
    """Tell whether one of two paths leads through the other."""
    length = min(len(path), len(reason))
    return tuple(path[:length]) == tuple(reason[:length])
