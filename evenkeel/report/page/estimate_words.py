"""What stands behind the figures of a change: what is unknown, assumed and noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evenkeel.model import Assumption, Estimate, TokenFigures, UnknownFigure
from evenkeel.model.review import Costs
from evenkeel.report.changes_values import Shown
from evenkeel.report.estimate_figures import amount, money
from evenkeel.report.page.anchors import Anchors
from evenkeel.report.page.dangers import MOST_LINKS, Link
from evenkeel.report.review_words import not_comparable


@dataclass(frozen=True, slots=True)
class Missing:
    """Figures that are missing for one reason: of what, and of how many more."""

    reason: str
    links: tuple[Link, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """What is assumed, on which ground, and whether a person stated it."""

    name: str
    value: str
    basis: str
    stated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What a million output tokens of a workload take, in words."""

    workload: str
    hardware: str
    usd: str
    kwh: str
    kg: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What stands behind the figures of the side after, or of the side before where the stack goes.

    Attributes:
        added: costs that are not known and were not there before.
        unknown_costs: all costs that are not known.
        unknown_energies: electricity and carbon that are not known.
        removed_count: costs that were not known and are gone.
        unknown_costs_count: the number of those; the other counts likewise.
        at_least: costs are missing on either side.
        incomparable: why the difference is none of the same things; empty where it is.
        assumptions: what the plan does not say, stated ones first.
        notes: what else to know.
        tokens: figures by workload.
    """

    added: tuple[Missing, ...]
    unknown_costs: tuple[Missing, ...]
    unknown_energies: tuple[Missing, ...]
    added_count: int
    removed_count: int
    unknown_costs_count: int
    unknown_energies_count: int
    at_least: bool
    incomparable: str
    assumptions: tuple[Assumed, ...]
    notes: tuple[str, ...]
    tokens: tuple[Tokens, ...]


def behind(shown: Shown, anchors: Anchors, costs: Costs) -> Behind:
    """Return what stands behind the figures."""
    found = costs.head or costs.base
    unknown_costs = found.unknown_costs if found else ()
    unknown_energies = found.unknown_energies if found else ()
    return Behind(
        added=_missing(shown, anchors, costs.delta.unknown_added),
        unknown_costs=_missing(shown, anchors, unknown_costs),
        unknown_energies=_missing(shown, anchors, unknown_energies),
        added_count=len(costs.delta.unknown_added),
        removed_count=len(costs.delta.unknown_removed),
        unknown_costs_count=len(unknown_costs),
        unknown_energies_count=len(unknown_energies),
        at_least=costs.delta.at_least,
        incomparable=f"Not comparable: {words}." if (words := not_comparable(costs)) else "",
        assumptions=_assumed(shown, found.assumptions if found else ()),
        notes=tuple(_notes(shown, found)) if found else (),
        tokens=tuple(_tokens(shown, each) for each in found.tokens) if found else (),
    )


def _missing(shown: Shown, anchors: Anchors, figures: Iterable[UnknownFigure]) -> tuple[Missing, ...]:
    groups: dict[str, list[UnknownFigure]] = {}
    for figure in figures:
        groups.setdefault(figure.reason, []).append(figure)
    return tuple(
        Missing(
            shown.text(reason),
            tuple(Link(shown.text(f"{each.name} ({each.what})"), anchors.of(each.urn)) for each in group[:MOST_LINKS]),
            max(len(group) - MOST_LINKS, 0),
        )
        for reason, group in sorted(groups.items())
    )


def _assumed(shown: Shown, assumptions: Iterable[Assumption]) -> tuple[Assumed, ...]:
    ordered = sorted(assumptions, key=lambda each: (not each.stated, each.basis, each.name))
    return tuple(
        Assumed(
            name=shown.text(each.name), value=shown.text(each.value), basis=shown.text(each.basis), stated=each.stated
        )
        for each in ordered
    )


def _notes(shown: Shown, found: Estimate) -> Iterable[str]:
    yield from (shown.text(note) for note in found.notes)
    if found.grid:
        yield shown.text(f"carbon per kWh: {found.grid}")


def _tokens(shown: Shown, found: TokenFigures) -> Tokens:
    return Tokens(
        workload=shown.text(f"{found.workload} ({found.model})" if found.model else found.workload),
        hardware=shown.text(found.hardware),
        usd="unknown" if found.usd is None else money(found.usd),
        kwh="unknown" if found.kwh is None else f"{amount(found.kwh)} kWh",
        kg="unknown" if found.kg is None else f"{amount(found.kg)} kg CO2e",
        basis=shown.text(found.basis),
    )
