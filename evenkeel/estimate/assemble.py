"""From a plan to its estimate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from evenkeel.estimate.bands import plus
from evenkeel.estimate.kinds import FREE, PRICERS
from evenkeel.estimate.kinds.storage import BUCKET, purpose
from evenkeel.estimate.plan_view import STACK, PlanView
from evenkeel.estimate.power import METERS, UNPUBLISHED
from evenkeel.estimate.power.grid import grid
from evenkeel.estimate.settings import Settings, SettingsError
from evenkeel.estimate.situation import Situation
from evenkeel.estimate.tokens import token_figures
from evenkeel.estimate.workloads import workloads
from evenkeel.model import (
    Charging,
    ComponentEstimate,
    Cost,
    Energy,
    Estimate,
    Plan,
    Resource,
    ResourceEstimate,
    Totals,
    UnknownFigure,
)

_PROVIDERS: Final = "pulumi:providers:"
_Line = TypeVar("_Line", Cost, Energy)


def estimate(plan: Plan, settings: Settings | None = None) -> Estimate:
    """Return what a plan costs, uses and emits in a month of 730 hours.

    Args:
        plan: the plan.
        settings: stated load and choices; None states nothing.

    Raises:
        SettingsError: something is stated for a serving entry that the plan does not have.
    """
    chosen = settings or Settings()
    view = PlanView(plan, chosen.region)
    situation = Situation(view, chosen)
    _check(view, chosen)
    found: list[ResourceEstimate] = []
    costs: list[UnknownFigure] = []
    energies: list[UnknownFigure] = []
    free: dict[str, str] = {}
    for resource in plan.resources:
        if not resource.custom or resource.type == STACK or resource.type.startswith(_PROVIDERS):
            continue
        if resource.external:
            continue  # it exists already, whoever pays for it
        if resource.type in FREE:
            free[resource.type] = FREE[resource.type]
            continue
        each = _resource(resource, situation, costs, energies)
        if each is not None:
            found.append(each)
    where = grid(view.home, chosen) if view.home else None
    return Estimate(
        stack=plan.stack,
        region=view.home,
        grid=where.words if where else "",
        resources=tuple(found),
        components=_components(found, view),
        totals=_totals(found, len(costs), len(energies)),
        unknown_costs=tuple(costs),
        unknown_energies=tuple(energies),
        assumptions=situation.assumptions,
        notes=situation.notes,
        tokens=tuple(token_figures(situation)),
        free=free,
    )


def _check(view: PlanView, settings: Settings) -> None:
    names = served_names(view.plan)
    for stated in (*settings.tokens, *settings.tokens_per_second):
        if stated not in names:
            raise SettingsError(f"the plan serves nothing called {stated!r}; use one of {', '.join(names) or 'none'}")

    purposes = stored_purposes(view.plan)
    for stated in settings.storage_gb:
        if stated not in purposes:
            raise SettingsError(f"the plan has no bucket for {stated!r}; use one of {', '.join(purposes) or 'none'}")


def _resource(
    resource: Resource, situation: Situation, costs: list[UnknownFigure], energies: list[UnknownFigure]
) -> ResourceEstimate | None:
    pricer = PRICERS.get(resource.type)
    if pricer is None:
        costs.append(situation.unknown(resource, "the resource", f"there is no price rule for {resource.type}"))
        return None
    lines, dear = _apart(pricer(resource, situation), Cost)
    meter = METERS.get(resource.type)
    meters, dark = _apart(meter(resource, situation), Energy) if meter else ([], [])
    if reason := UNPUBLISHED.get(resource.type):
        dark.append(situation.unknown(resource, "electricity", reason))
    costs += dear
    energies += dark
    if not (lines or meters or dear or dark):
        return None
    return ResourceEstimate(
        urn=resource.urn,
        name=resource.name,
        type=resource.type,
        component=situation.view.component(resource).name,
        region=situation.view.region(resource),
        costs=tuple(lines),
        energies=tuple(meters),
        totals=_sums(lines, meters, len(dear), len(dark)),
    )


def _apart(items: Iterable[_Line | UnknownFigure], kind: type[_Line]) -> tuple[list[_Line], list[UnknownFigure]]:
    known: list[_Line] = []
    unknown: list[UnknownFigure] = []
    for item in items:
        if isinstance(item, kind):
            known.append(item)
        else:
            unknown.append(item)
    return known, unknown


def _sums(costs: Sequence[Cost], energies: Sequence[Energy], unknown: int, dark: int) -> Totals:
    return Totals(
        usd=plus(each.usd for each in costs),
        fixed_usd=plus(each.usd for each in costs if each.charging is Charging.FIXED),
        usage_usd=plus(each.usd for each in costs if each.charging is Charging.USAGE),
        kwh=plus(each.kwh for each in energies),
        operational_kg=plus(each.operational_kg for each in energies),
        embodied_kg=plus(each.embodied_kg for each in energies if each.embodied_kg is not None),
        unknown_costs=unknown,
        unknown_energies=dark,
    )


def _totals(found: Iterable[ResourceEstimate], unknown: int, dark: int) -> Totals:
    each = list(found)
    return _sums(
        [line for one in each for line in one.costs], [line for one in each for line in one.energies], unknown, dark
    )


def _components(
    found: Sequence[ResourceEstimate],
    view: PlanView,
) -> tuple[ComponentEstimate, ...]:
    groups: dict[str, list[ResourceEstimate]] = {}
    types: dict[str, str] = {}
    for each in found:
        groups.setdefault(each.component, []).append(each)
        types[each.component] = view.component(view.by_urn[each.urn]).type
    made = [
        ComponentEstimate(
            name=name,
            type=types[name],
            totals=_totals(
                group,
                sum(each.totals.unknown_costs for each in group),
                sum(each.totals.unknown_energies for each in group),
            ),
            resources=len(group),
        )
        for name, group in groups.items()
    ]
    return tuple(sorted(made, key=lambda each: (-each.totals.usd.expected, -each.totals.usd.high, each.name)))


def known_kinds() -> frozenset[str]:
    """Return the type tokens that are priced or known to be free."""
    return frozenset(PRICERS) | frozenset(FREE)


def served_names(plan: Plan) -> list[str]:
    """Return the names of the serving entries for which a load can be stated."""
    return sorted({each.name for each in workloads(PlanView(plan))})


def stored_purposes(plan: Plan) -> list[str]:
    """Return the purposes of the buckets for which can be stated what they hold."""
    return sorted({purpose(each) for each in PlanView(plan).of_type(BUCKET)})
