"""Which thresholds a change exceeds, and by what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from evenkeel.cli.thresholds import POLICY, UNKNOWN_COST, Rise, Thresholds
from evenkeel.diff import Gate, tripped
from evenkeel.model import FigureDelta, UnknownFigure
from evenkeel.model.change import Change, Danger
from evenkeel.model.review import Costs, Refusal, Review, Verdicts
from evenkeel.report.estimate_figures import amount, exactly, money

COST_RISE: Final = "cost-rise"
CARBON_RISE: Final = "carbon-rise"
_MOST_NAMES: Final = 3


def refusals(review: Review, limits: Thresholds) -> tuple[Refusal, ...]:
    """Return what of a review exceeds the thresholds: dangers, policy findings, cost, carbon."""
    return (
        *_dangers(review.change, limits),
        *(_policy(review.verdicts) if limits.policy and review.verdicts else ()),
        *(_unknown(review.costs) if limits.unknown_cost else ()),
        *(_cost(review.costs, limits.cost) if limits.cost else ()),
        *(_carbon(review.costs, limits.carbon) if limits.carbon else ()),
    )


def _dangers(change: Change, limits: Thresholds) -> Iterator[Refusal]:
    for gate in Gate:
        if gate in limits.gates and (found := tripped(change, [gate])):
            yield Refusal(gate=gate.value, reason=_sentence(found))


def _sentence(dangers: Sequence[Danger]) -> str:
    by_kind: dict[str, list[str]] = {}
    for danger in dangers:
        by_kind.setdefault(danger.kind.value, []).append(_name(danger.urn))
    return "; ".join(f"{kind}: {_listed(names)}" for kind, names in by_kind.items())


def _policy(verdicts: Verdicts) -> Iterator[Refusal]:
    found = [finding for finding in verdicts.added if finding.gates]
    if found:
        count = "1 new finding stops" if len(found) == 1 else f"{len(found)} new findings stop"
        listed = _listed([f"{each.rule} on {_name(each.urn) or 'the whole stack'}" for each in found])
        yield Refusal(gate=POLICY, reason=f"{count} the deployment: {listed}")


def _unknown(costs: Costs | None) -> Iterator[Refusal]:
    if costs is None:
        yield Refusal(gate=UNKNOWN_COST, reason="the cost was not estimated, so nobody knows any")
        return
    lost = costs.delta.unknown_lost
    new = [each for each in costs.delta.unknown_added if each not in lost]
    words = [_costs(lost, "is no longer known", "are no longer known")] if lost else []
    words += [_costs(new, "more has no known price", "more have no known price")] if new else []
    if words:
        yield Refusal(gate=UNKNOWN_COST, reason="; ".join(words))


def _costs(figures: Sequence[UnknownFigure], one: str, many: str) -> str:
    count = f"1 cost {one}" if len(figures) == 1 else f"{len(figures)} costs {many}"
    return f"{count}: {_listed([f'{each.name} ({each.what})' for each in figures])}"


def _cost(costs: Costs | None, limit: Rise) -> Iterator[Refusal]:
    if costs is None:
        yield Refusal(gate=COST_RISE, reason="the cost was not estimated, so nobody knows whether it rises")
    elif lost := costs.delta.unknown_lost:
        words = f"{_costs(lost, 'is no longer known', 'are no longer known')}, so nobody knows whether the cost rises"
        yield Refusal(gate=COST_RISE, reason=words)
    elif limit.exceeded(costs.delta.usd):
        was = costs.base.unknown_costs if costs.base else ()
        now = costs.head.unknown_costs if costs.head else ()
        yield Refusal(gate=COST_RISE, reason=f"the expected cost {_rises(costs.delta.usd, limit, money, was, now)}")


def _carbon(costs: Costs | None, limit: Rise) -> Iterator[Refusal]:
    if costs is None:
        yield Refusal(gate=CARBON_RISE, reason="the carbon was not estimated, so nobody knows whether it rises")
    elif limit.exceeded(costs.delta.kg):
        was = costs.base.unknown_energies if costs.base else ()
        now = costs.head.unknown_energies if costs.head else ()
        words = _rises(costs.delta.kg, limit, _kilograms, was, now)
        yield Refusal(gate=CARBON_RISE, reason=f"the expected operational carbon {words}")


def _rises(
    delta: FigureDelta,
    limit: Rise,
    words: Callable[[Decimal], str],
    was: Sequence[UnknownFigure],
    now: Sequence[UnknownFigure],
) -> str:
    """Return by how much a figure rises above its limit, and how sure that is."""
    base, rise = delta.base.expected, delta.change.expected
    relative = f" ({rise * 100 / base:+.1f} %)" if base > 0 else ""
    allowed = f"{exactly(limit.limit)} %" if limit.relative else words(limit.limit)
    gone = {(each.name, each.what) for each in was} - {(each.name, each.what) for each in now}
    least = "at least " if was or now else ""
    doubt = f"; {len(gone)} figures that nobody knows are no longer there, so it may be less" if gone else ""
    ends = f"from {words(base)} to {words(delta.head.expected)}{relative}"
    return f"rises by {least}{words(rise)} a month, {ends}; the limit is {allowed}{doubt}"


def _kilograms(kg: Decimal) -> str:
    return f"{exactly(kg) if kg == kg.to_integral_value() else amount(kg)} kg CO2e"


def _name(urn: str) -> str:
    return urn.rpartition("::")[2]


def _listed(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    more = f" and {len(unique) - _MOST_NAMES} more" if len(unique) > _MOST_NAMES else ""
    return ", ".join(unique[:_MOST_NAMES]) + more
