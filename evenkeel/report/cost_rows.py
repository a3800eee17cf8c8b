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
    """The expected figures of a component that change: USD before, after and in between; differences of kWh and kg."""

    name: str
    before: str
    after: str
    difference: str
    kwh: str
    kg: str


def figure_rows(delta: EstimateDelta) -> Sequence[FigureRow]:
    """Return the totals: cost at each end, electricity and carbon as expected."""
    usd = delta.usd
    return (
        _cents("cost, USD: low", usd.base.low, usd.head.low, usd.change.low),
        FigureRow(
            name="expected",
            before=f"{usd.base.expected:,.2f}",
            after=f"{usd.head.expected:,.2f}",
            difference=_signed_cents(usd.change.expected) + in_brackets(usd),
            strong=True,
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
