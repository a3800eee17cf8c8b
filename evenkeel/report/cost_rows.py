"""What a change does to cost, electricity and carbon, as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from evenkeel.model import Band, EstimateDelta, FigureDelta
from evenkeel.report.estimate_figures import amount
from evenkeel.report.review_words import in_brackets, signed


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure of a month on both sides.

    Attributes:
        name: what it is, with its unit.
        before: of the side before.
        after: of the side after.
        difference: with its sign, and in percent where there is something to compare with.
        strong: it is what a reader looks for.
    """

    name: str
    before: str
    after: str
    difference: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentRow:
    """The expected figures of a component that change: USD before, after and in between; differences of kWh and kg.

    How many costs of it become unknown is said beside, since the difference is without them.
    """

    name: str
    before: str
    after: str
    difference: str
    kwh: str
    kg: str
    unknown: str


def figure_rows(delta: EstimateDelta) -> Sequence[FigureRow]:
    """Return the totals: cost at each end, electricity and carbon as expected; no percentage where prices are lost."""
    usd = delta.usd
    part = bool(delta.unknown_lost or delta.unknown_found)
    return (
        _cents("cost, known USD: low" if part else "cost, USD: low", usd.base.low, usd.head.low, usd.change.low),
        FigureRow(
            name="expected",
            before=f"{usd.base.expected:,.2f}",
            after=f"{usd.head.expected:,.2f}",
            difference=_signed_cents(usd.change.expected) + ("" if part else in_brackets(usd)),
            strong=not part,
        ),
        _cents("high", usd.base.high, usd.head.high, usd.change.high),
        _amounts("electricity, kWh", delta.kwh),
        _amounts("carbon of it, kg CO2e", delta.kg),
    )


def component_rows(delta: EstimateDelta) -> Sequence[ComponentRow]:
    """Return the components that change, the largest change of cost first."""
    return tuple(
        ComponentRow(
            name=each.name,
            unknown=f"{each.unknown_added} more unknown" if each.unknown_added else "",
            before=f"{each.usd.base.expected:,.2f}",
            after=f"{each.usd.head.expected:,.2f}",
            difference=_signed_cents(each.usd.change.expected) + _bounds(each.usd.change),
            kwh=signed(each.kwh.change.expected),
            kg=signed(each.kg.change.expected),
        )
        for each in delta.components
    )


def _cents(name: str, before: Decimal, after: Decimal, change: Decimal) -> FigureRow:
    return FigureRow(name=name, before=f"{before:,.2f}", after=f"{after:,.2f}", difference=_signed_cents(change))


def _amounts(name: str, delta: FigureDelta) -> FigureRow:
    return FigureRow(
        name=name,
        before=amount(delta.base.expected),
        after=amount(delta.head.expected),
        difference=signed(delta.change.expected) + in_brackets(delta),
    )


def _signed_cents(usd: Decimal) -> str:
    return f"{usd:+,.2f}" if abs(usd) >= Decimal("0.005") else "0.00"


def _bounds(change: Band) -> str:
    """Return the bounds where only they differ."""
    if change.expected or not (change.low or change.high):
        return ""
    return f" (low {_signed_cents(change.low)}, high {_signed_cents(change.high)})"
