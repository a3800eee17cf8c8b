"""Estimating ideas and ordering them by what they save."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final, TypeAlias

from evenkeel.estimate.assemble import estimate
from evenkeel.estimate.plan_view import PlanView
from evenkeel.estimate.savings.buying import spot
from evenkeel.estimate.savings.hardware import hardware, processors
from evenkeel.estimate.savings.hours import schedules
from evenkeel.estimate.savings.idea import Idea
from evenkeel.estimate.savings.paths import fewer_endpoints, image_cache, one_nat_gateway, s3_endpoint
from evenkeel.estimate.savings.places import MOVE, regions
from evenkeel.estimate.settings import Settings
from evenkeel.estimate.situation import Situation
from evenkeel.model import Estimate, Plan, Saving

_Source: TypeAlias = Callable[[Situation], Iterator[Idea]]
_SOURCES: Final[tuple[_Source, ...]] = (
    spot,
    schedules,
    hardware,
    processors,
    one_nat_gateway,
    fewer_endpoints,
    s3_endpoint,
    image_cache,
    regions,
)
_SMALLEST_USD: Final = Decimal(1)
_SMALLEST_KG: Final = Decimal("0.1")


def savings(plan: Plan, settings: Settings | None = None) -> tuple[Saving, ...]:
    """Return the ideas that save at least a dollar or a tenth of a kilogram a month, the largest first.

    Args:
        plan: the plan.
        settings: stated load and choices.

    Raises:
        SettingsError: as `estimate` does.
    """
    chosen = settings or Settings()
    base = estimate(plan, chosen)
    situation = Situation(PlanView(plan, chosen.region), chosen)
    found = [_weigh(idea, base) for source in _SOURCES for idea in source(situation)]
    worth = [each for each in found if _worth(each)]
    return tuple(sorted(_best_regions(worth), key=_order))


def _weigh(idea: Idea, base: Estimate) -> Saving:
    if idea.plan is None:
        return Saving(title=idea.title, change=idea.change, caution=idea.caution, usd=None, kwh=None, kg=None)
    head = estimate(idea.plan, idea.settings)
    usd, left_out = _usd(base, head, common=idea.common)
    caution = idea.caution
    if left_out:
        caution += f"; without {left_out} lines that have no known price there"
    before, after = base.totals, head.totals
    return Saving(
        title=idea.title,
        change=idea.change,
        caution=caution,
        usd=usd,
        kwh=before.kwh.expected - after.kwh.expected,
        kg=(before.operational_kg.expected + before.embodied_kg.expected)
        - (after.operational_kg.expected + after.embodied_kg.expected),
    )


def _usd(base: Estimate, head: Estimate, *, common: bool) -> tuple[Decimal, int]:
    if not common:
        return base.totals.usd.expected - head.totals.usd.expected, 0
    before, after = _lines(base), _lines(head)
    both = before.keys() & after.keys()
    saved = sum((before[each] - after[each] for each in both), Decimal(0))
    return saved, len(before) - len(both)


def _lines(found: Estimate) -> dict[tuple[str, str, str], Decimal]:
    return {
        (resource.urn, cost.what, cost.charging): cost.usd.expected
        for resource in found.resources
        for cost in resource.costs
    }


def _worth(saving: Saving) -> bool:
    if saving.usd is None or saving.kg is None:
        return True
    return saving.usd >= _SMALLEST_USD or saving.kg >= _SMALLEST_KG


def _best_regions(found: list[Saving]) -> Iterator[Saving]:
    """Of all regions keep the cheapest and the greenest."""
    places = [each for each in found if each.title.startswith(MOVE)]
    keep = (
        {
            max(places, key=lambda each: each.usd or Decimal(0)).title,
            max(places, key=lambda each: each.kg or Decimal(0)).title,
        }
        if places
        else set[str]()
    )
    return (each for each in found if each not in places or each.title in keep)


def _order(saving: Saving) -> tuple[bool, Decimal, Decimal]:
    return saving.usd is None, -(saving.usd or Decimal(0)), -(saving.kg or Decimal(0))
