"""Thresholds: which dangers stop a change."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Final

from evenkeel.model.change import Change, Danger, DangerKind


class Gate(StrEnum):
    """What can be refused."""

    PROTECTED_DELETE = "protected-delete"
    STATEFUL_REPLACE = "stateful-replace"
    STATEFUL_MAY_REPLACE = "stateful-may-replace"
    STATEFUL_DELETE = "stateful-delete"
    PUBLIC_DOOR = "public-door"
    ACCESS = "access"
    CAPACITY = "capacity"
    ANY_DANGER = "any-danger"


STANDARD: Final = frozenset({Gate.PROTECTED_DELETE, Gate.STATEFUL_REPLACE})
"""What is refused where nobody says otherwise."""

_KINDS: Final = {
    Gate.PROTECTED_DELETE: {DangerKind.PROTECTED_DELETED, DangerKind.PROTECTED_REPLACED},
    Gate.STATEFUL_REPLACE: {DangerKind.STATEFUL_REPLACED, DangerKind.PROTECTED_REPLACED},
    Gate.STATEFUL_MAY_REPLACE: {DangerKind.STATEFUL_MAY_BE_REPLACED},
    Gate.STATEFUL_DELETE: {DangerKind.STATEFUL_DELETED, DangerKind.PROTECTED_DELETED},
    Gate.PUBLIC_DOOR: {DangerKind.DOOR_OPENED},
    Gate.ACCESS: {DangerKind.ACCESS_WIDENED, DangerKind.DOOR_OPENED},
    Gate.CAPACITY: {DangerKind.CAPACITY_LOST},
    Gate.ANY_DANGER: set(DangerKind),
}


def tripped(change: Change, gates: Collection[Gate]) -> tuple[Danger, ...]:
    """Return the dangers of a change that the gates refuse."""
    refused = {kind for gate in gates for kind in _KINDS[gate]}
    return tuple(danger for danger in change.dangers if danger.kind in refused)
