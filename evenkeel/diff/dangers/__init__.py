"""What a reviewer must see first."""

from __future__ import annotations

from collections.abc import Sequence

from evenkeel.diff.dangers.access import access
from evenkeel.diff.dangers.capacity import capacity
from evenkeel.diff.dangers.doors import doors
from evenkeel.diff.dangers.loss import loss
from evenkeel.diff.dangers.surroundings import Surroundings
from evenkeel.diff.dangers.weakened import weakened
from evenkeel.model.change import Danger, DangerKind, ResourceChange

__all__ = ["dangers"]


def dangers(changes: Sequence[ResourceChange]) -> tuple[Danger, ...]:
    """Return the dangers of all changes, the worst kinds first."""
    around = Surroundings.of(changes)
    found = dict.fromkeys(
        danger for search in (loss, weakened, doors, access, capacity) for danger in search(changes, around)
    )
    order = list(DangerKind)
    return tuple(sorted(found, key=lambda danger: order.index(danger.kind)))
