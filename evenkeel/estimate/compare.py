"""What a change does to an estimate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from evenkeel.estimate.bands import ZERO, minus
from evenkeel.model import Band, ComponentDelta, Estimate, EstimateDelta, FigureDelta, Totals, UnknownFigure

_Key = tuple[str, str]
"""A resource as both sides have it, and what of it is not known."""


def compare(base: Estimate | None, head: Estimate | None, renamed: Mapping[str, str] | None = None) -> EstimateDelta:
    """Return head minus base; None stands for a stack that is not there.

    Args:
        base: of the side before.
        head: of the side after.
        renamed: URNs after, by those before, of resources that are on both sides under two names; their figures are
            compared with each other.
    """
    names = {_same_everywhere(old): _same_everywhere(new) for old, new in (renamed or {}).items()}
    own = {each.name for each in (base.components if base else ())}
    parts = {_name(old): _name(new) for old, new in names.items() if _stands_at_the_top(old)}
    parts = {old: new for old, new in parts.items() if old != new and old in own}
    before = {parts.get(each.name, each.name): each.totals for each in base.components} if base else {}
    after = {each.name: each.totals for each in head.components} if head else {}
    was = _unknown(base, names)
    now = _unknown(head, {})
    added = tuple(figure for key, figure in now.items() if key not in was)
    removed = tuple(figure for key, figure in was.items() if key not in now)
    known_before, known_after = _known(base, names), _known(head, {})
    component = {each.urn: each.component for each in head.resources} if head else {}
    unknown = Counter(component.get(figure.urn, "") for figure in added)
    components = [
        ComponentDelta(name=name, usd=usd, kwh=kwh, kg=kg, unknown_added=unknown[name])
        for name in dict.fromkeys((*before, *after))
        for usd, kwh, kg in (_deltas(before.get(name), after.get(name)),)
        if unknown[name] or any(_changed(each) for each in (usd, kwh, kg))
    ]
    usd, kwh, kg = _deltas(base.totals if base else None, head.totals if head else None)
    return EstimateDelta(
        usd=usd,
        kwh=kwh,
        kg=kg,
        components=tuple(
            sorted(components, key=lambda each: (-abs(each.usd.change.expected), -each.unknown_added, each.name))
        ),
        unknown_added=added,
        unknown_removed=removed,
        unknown_lost=tuple(
            figure
            for (resource, what), figure in now.items()
            if (resource, what) not in was and known_before.get(resource, set()) - known_after.get(resource, set())
        ),
        unknown_found=tuple(
            figure
            for (resource, what), figure in was.items()
            if (resource, what) not in now and known_after.get(resource, set()) - known_before.get(resource, set())
        ),
        at_least=bool(was or now),
        renamed=parts,
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


def _unknown(found: Estimate | None, renamed: Mapping[str, str]) -> dict[_Key, UnknownFigure]:
    """Return the costs that are not known, by what is the same on both sides."""
    return {(_resource(each.urn, renamed), each.what): each for each in (found.unknown_costs if found else ())}


def _known(found: Estimate | None, renamed: Mapping[str, str]) -> dict[str, set[str]]:
    """Return what of each resource has a price."""
    resources = found.resources if found else ()
    return {_resource(each.urn, renamed): {cost.what for cost in each.costs} for each in resources}


def _resource(urn: str, renamed: Mapping[str, str]) -> str:
    found = _same_everywhere(urn)
    return renamed.get(found, found)


def _same_everywhere(urn: str) -> str:
    """Return what of a URN is the same in every stack and project: types and name."""
    return urn.split("::", 2)[-1]


def _name(resource: str) -> str:
    return resource.partition("::")[2]


def _stands_at_the_top(resource: str) -> bool:
    """Tell whether a resource stands directly below the stack, where its type names no parent."""
    return "$" not in resource.partition("::")[0]
