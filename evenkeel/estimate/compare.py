"""What a change does to an estimate."""

from __future__ import annotations

from collections.abc import Iterable

from evenkeel.estimate.bands import ZERO, minus
from evenkeel.model import Band, ComponentDelta, Estimate, EstimateDelta, FigureDelta, Totals, UnknownFigure


def compare(base: Estimate | None, head: Estimate | None) -> EstimateDelta:
    """Return head minus base; None stands for a stack that is not there."""
    before = {each.name: each.totals for each in base.components} if base else {}
    after = {each.name: each.totals for each in head.components} if head else {}
    components = [
        ComponentDelta(name=name, usd=usd, kwh=kwh, kg=kg)
        for name in dict.fromkeys((*before, *after))
        for usd, kwh, kg in (_deltas(before.get(name), after.get(name)),)
        if any(_changed(each) for each in (usd, kwh, kg))
    ]
    usd, kwh, kg = _deltas(base.totals if base else None, head.totals if head else None)
    was = base.unknown_costs if base else ()
    now = head.unknown_costs if head else ()
    return EstimateDelta(
        usd=usd,
        kwh=kwh,
        kg=kg,
        components=tuple(sorted(components, key=lambda each: (-abs(each.usd.change.expected), each.name))),
        unknown_added=_without(now, was),
        unknown_removed=_without(was, now),
        at_least=bool(was or now),
    )


def _deltas(base: Totals | None, head: Totals | None) -> tuple[FigureDelta, FigureDelta, FigureDelta]:
    return (
        _delta(base.usd if base else ZERO, head.usd if head else ZERO),
        _delta(base.kwh if base else ZERO, head.kwh if head else ZERO),
        _delta(base.operational_kg if base else ZERO, head.operational_kg if head else ZERO),
    )


def _delta(base: Band, head: Band) -> FigureDelta:
    return FigureDelta(base=base, head=head, change=minus(head, base))


def _changed(delta: FigureDelta) -> bool:
    return delta.change != ZERO


def _without(these: Iterable[UnknownFigure], those: Iterable[UnknownFigure]) -> tuple[UnknownFigure, ...]:
    known = {(each.name, each.what) for each in those}
    return tuple(each for each in these if (each.name, each.what) not in known)
