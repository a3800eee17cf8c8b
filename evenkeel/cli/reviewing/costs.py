"""What both sides of a change cost, by the same settings."""

from __future__ import annotations

from evenkeel.cli.reviewing.renames import renames
from evenkeel.cli.sides import Pair
from evenkeel.cli.stated_load import limited
from evenkeel.estimate import Settings, compare, estimate
from evenkeel.model.change import Change
from evenkeel.model.review import Costs


def costs_of(change: Change, pair: Pair, settings: Settings) -> Costs:
    """Return the estimates of both plans and their difference; the same plan is estimated once."""
    base = head = None
    if pair.base_origin is not None:
        base = estimate(pair.base, limited(settings, pair.base))
    if pair.head_origin is not None:
        same = base is not None and pair.base == pair.head
        head = base if same else estimate(pair.head, limited(settings, pair.head))
    return Costs(base=base, head=head, delta=compare(base, head, renames(change)))
