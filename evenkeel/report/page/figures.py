"""Cost, electricity and carbon before and after, with the shapes of their charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from evenkeel.model import Band, Totals
from evenkeel.model.estimate import ComponentDelta, EstimateDelta, FigureDelta
from evenkeel.model.review import Costs
from evenkeel.report.changes_values import Shown
from evenkeel.report.estimate_figures import amount

_SHOWN_PARTS: Final = 10
_MINUS: Final = "\N{MINUS SIGN}"
_NOTHING: Final = Band(low=Decimal(0), expected=Decimal(0), high=Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A number before and after, as words.

    Attributes:
        before: as it was.
        after: as it will be.
        change: with its sign.
        percent: the same in percent of what it was; empty where that was nothing, or nothing changes.
        trend: `more`, `less`, `same`, or `open` where it looks like less, but costs became unknown.
        unknown: how many costs of it became unknown; 0 where nobody counts them.
    """

    before: str
    after: str
    change: str
    percent: str
    trend: str
    unknown: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where a low, an expected and a high figure stand in a chart, in percent of its width."""

    low: str
    width: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A component's share: its numbers, and how long its bars are in percent of the chart's width."""

    name: str
    figure: Compared
    bar_before: str
    bar_after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of a month with all that is shown of it.

    Attributes:
        name: `cost`, `electricity`, `carbon`.
        title: its heading.
        unit: of all its numbers.
        ends: expected, low and high, by name.
        span_before: the chart's bar of the side before.
        span_after: the same of the side after.
        parts: the components that it comes from, the largest first.
        more_parts: further ones, smaller.
    """

    name: str
    title: str
    unit: str
    ends: tuple[tuple[str, Compared], ...]
    span_before: Span
    span_after: Span
    parts: tuple[Part, ...]
    more_parts: tuple[Part, ...]

    @property
    def expected(self) -> Compared:
        """The expected figure."""
        return self.ends[0][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """One of the three: how it is called, and where the records have it."""

    name: str
    title: str
    unit: str
    words: Callable[[Decimal], str]
    delta: Callable[[EstimateDelta | ComponentDelta], FigureDelta]
    total: Callable[[Totals], Band]
    priced: bool = False


def figures(shown: Shown, costs: Costs) -> tuple[Figure, ...]:
    """Return cost, electricity and carbon of a month."""
    return tuple(_figure(shown, costs, kind) for kind in _KINDS)


def embodied(costs: Costs) -> Compared:
    """Return the month's share of what making the hardware emitted, kg CO2e."""
    before = costs.base.totals.embodied_kg.expected if costs.base else Decimal(0)
    after = costs.head.totals.embodied_kg.expected if costs.head else Decimal(0)
    return compared(before, after, after - before, amount)


def resource_costs(costs: Costs | None) -> Mapping[str, str]:
    """Return in words what a resource is expected to cost a month, by URN."""
    if costs is None:
        return {}
    before = {each.urn: each.totals.usd.expected for each in costs.base.resources} if costs.base else {}
    after = {each.urn: each.totals.usd.expected for each in costs.head.resources} if costs.head else {}
    found: dict[str, str] = {}
    for urn in dict.fromkeys((*before, *after)):
        old, new = before.get(urn), after.get(urn)
        if old != new and old:
            found[urn] = f"USD {_dollars(old)} → {_dollars(new or Decimal(0))}"
        elif new:
            found[urn] = f"USD {_dollars(new)}"
    return found


def compared(before: Decimal, after: Decimal, change: Decimal, words: Callable[[Decimal], str]) -> Compared:
    """Return a number before and after as words; `change` is not reckoned again, only compared with 0."""
    text = words(abs(change))
    if text == words(Decimal(0)):
        return Compared(before=words(before), after=words(after), change="no change", percent="", trend="same")
    sign = "+" if change > 0 else _MINUS
    return Compared(
        before=words(before),
        after=words(after),
        change=f"{sign}{text}",
        percent=f"{sign}{abs(change) / before * 100:,.1f}\N{NO-BREAK SPACE}%" if before else "",
        trend="more" if change > 0 else "less",
    )


def _figure(shown: Shown, costs: Costs, kind: _Kind) -> Figure:
    delta = kind.delta(costs.delta)
    base, head, change = delta.base, delta.head, delta.change
    scale = max(base.high, head.high) or Decimal(1)
    parts = _parts(shown, costs, kind)
    unknown = len(costs.delta.unknown_added) if kind.priced else 0
    return Figure(
        name=kind.name,
        title=kind.title,
        unit=kind.unit,
        ends=(
            ("expected", _open(compared(base.expected, head.expected, change.expected, kind.words), unknown)),
            ("low", _open(compared(base.low, head.low, change.low, kind.words), unknown)),
            ("high", _open(compared(base.high, head.high, change.high, kind.words), unknown)),
        ),
        span_before=_span(base, scale),
        span_after=_span(head, scale),
        parts=parts[:_SHOWN_PARTS],
        more_parts=parts[_SHOWN_PARTS:],
    )


def _parts(shown: Shown, costs: Costs, kind: _Kind) -> tuple[Part, ...]:
    names = costs.delta.renamed
    base = costs.base.components if costs.base else ()
    before = {names.get(each.name, each.name): kind.total(each.totals) for each in base}
    after = {each.name: kind.total(each.totals) for each in costs.head.components} if costs.head else {}
    changes = {each.name: kind.delta(each) for each in costs.delta.components}
    unknown = {each.name: each.unknown_added for each in costs.delta.components} if kind.priced else {}
    pairs = {each: (before.get(each, _NOTHING), after.get(each, _NOTHING)) for each in dict.fromkeys((*after, *before))}
    pairs |= {name: (delta.base, delta.head) for name, delta in changes.items()}
    pairs = {each: pair for each, pair in pairs.items() if any(band.high for band in pair) or unknown.get(each)}
    scale = max((band.expected for pair in pairs.values() for band in pair), default=Decimal(0)) or Decimal(1)
    ordered = sorted(pairs.items(), key=lambda item: -max(band.expected for band in item[1]))
    return tuple(
        Part(
            name=shown.text(component),
            figure=_open(
                compared(old.expected, new.expected, _change(changes.get(component)), kind.words),
                unknown.get(component, 0),
            ),
            bar_before=_percent(old.expected / scale),
            bar_after=_percent(new.expected / scale),
        )
        for component, (old, new) in ordered
    )


def _change(delta: FigureDelta | None) -> Decimal:
    return delta.change.expected if delta else Decimal(0)


def _open(found: Compared, unknown: int) -> Compared:
    """Return a figure that is never shown as a saving where costs became unknown."""
    if unknown and found.trend == "less":
        return replace(found, trend="open", percent="", unknown=unknown)
    return replace(found, unknown=unknown)


def _span(band: Band, scale: Decimal) -> Span:
    return Span(
        low=_percent(band.low / scale),
        width=_percent((band.high - band.low) / scale),
        expected=_percent(band.expected / scale),
    )


def _percent(share: Decimal) -> str:
    return f"{max(share, Decimal(0)) * 100:.2f}%"


def _dollars(usd: Decimal) -> str:
    return amount(usd) if usd and abs(usd) < Decimal("0.005") else f"{usd:,.2f}"


_KINDS: Final = (
    _Kind(
        name="cost",
        title="Cost",
        unit="USD",
        words=_dollars,
        delta=lambda delta: delta.usd,
        total=lambda totals: totals.usd,
        priced=True,
    ),
    _Kind(
        name="electricity",
        title="Electricity",
        unit="kWh",
        words=amount,
        delta=lambda delta: delta.kwh,
        total=lambda totals: totals.kwh,
    ),
    _Kind(
        name="carbon",
        title="Carbon of the electricity",
        unit="kg CO2e",
        words=amount,
        delta=lambda delta: delta.kg,
        total=lambda totals: totals.operational_kg,
    ),
)
