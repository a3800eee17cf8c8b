"""Every figure of a resource, with the dated records behind it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from evenkeel.model import Cost, Energy, Estimate, PriceRecord, ResourceEstimate, UnknownFigure
from evenkeel.report.concealment import NOTHING_KNOWN
from evenkeel.report.estimate_figures import ends
from evenkeel.report.style import Style
from evenkeel.report.values import printable


def explained(found: Estimate, wanted: str) -> tuple[ResourceEstimate, ...]:
    """Return the resources that a name means: a URN, a logical name, or the name of a component."""
    exact = tuple(each for each in found.resources if wanted in {each.urn, each.name})
    return exact or tuple(each for each in found.resources if each.component == wanted)


def estimate_explain(
    found: Estimate, resources: Sequence[ResourceEstimate], *, width: int = 100, color: bool = False
) -> str:
    """Return all figures of some resources: quantity, price and record of each, so that it can be computed by hand.

    Args:
        found: the estimate.
        resources: the resources, as `explained` gives them.
        width: columns of the terminal.
        color: whether to use ANSI emphasis.

    Returns:
        Text that ends with a newline.
    """
    style = Style(color)
    found = NOTHING_KNOWN.record(found)
    lines: list[str] = []
    for each in NOTHING_KNOWN.record(tuple(resources)):
        lines += [
            style.strong(f"{printable(each.name)}  {printable(each.type)}"),
            style.faint(f"  {printable(each.urn)}"),
        ]
        lines += [line for cost in each.costs for line in _cost(cost, width, style)]
        lines += [line for energy in each.energies for line in _energy(energy, width, style)]
        missing = [one for one in (*found.unknown_costs, *found.unknown_energies) if one.urn == each.urn]
        lines += [line for one in missing for line in _missing(one, width, style)]
        lines += [
            f"  sum: USD {ends(each.totals.usd)} a month" + (", at least" if each.totals.unknown_costs else ""),
            "",
        ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _cost(cost: Cost, width: int, style: Style) -> Iterator[str]:
    bought = f", {cost.purchase}" if cost.purchase else ""
    yield f"  {printable(cost.what)} ({cost.charging}{bought})"
    unit = f"x {cost.unit}" if cost.unit[:1].isdigit() else cost.unit
    yield from _item(f"USD {ends(cost.usd)} = {ends(cost.quantity)} {unit} x USD {ends(cost.rates)}", width)
    yield from _item(f"quantity: {cost.formula}", width)
    for line in _item(_record(cost.price), width):
        yield style.faint(line)
    if cost.note:
        yield from _item(f"note: {cost.note}", width)


def _record(price: PriceRecord) -> str:
    return f"price: {price.identifier}, {price.unit}, {price.as_of}; {price.source}; {price.confidence}"


def _energy(energy: Energy, width: int, style: Style) -> Iterator[str]:
    yield f"  electricity and carbon of {printable(energy.what)}"
    yield from _item(f"{ends(energy.kwh)} kWh, {ends(energy.operational_kg)} kg CO2e", width)
    if energy.embodied_kg is not None:
        yield from _item(f"embodied: {ends(energy.embodied_kg)} kg CO2e", width)
    yield from _item(f"= {energy.formula}", width)
    for fact in energy.facts:
        for line in _item(f"fact: {fact}", width):
            yield style.faint(line)


def _missing(figure: UnknownFigure, width: int, style: Style) -> Iterator[str]:
    for line in _item(f"unknown: {figure.what}: {figure.reason}", width, 2):
        yield style.warning(line)


def _item(text: str, width: int, indent: int = 4) -> list[str]:
    return textwrap.wrap(
        printable(text),
        max(width, 60),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_on_hyphens=False,
        break_long_words=False,
    )
