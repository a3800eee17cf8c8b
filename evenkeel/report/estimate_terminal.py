"""An estimate as a person reads it in a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from evenkeel.model import Band, Estimate, Saving, UnknownFigure
from evenkeel.report.concealment import NOTHING_KNOWN
from evenkeel.report.estimate_figures import amount, cents, money
from evenkeel.report.estimate_tokens import token_lines
from evenkeel.report.style import Style
from evenkeel.report.values import printable

_WIDEST: Final = 120
_LISTED: Final = 4
_INTRODUCTION: Final = (
    "List prices without taxes, discounts and free tiers. Low and high follow the scaling bounds and the load."
)


def estimate_terminal(
    found: Estimate,
    savings: Sequence[Saving] = (),
    *,
    width: int = 100,
    color: bool = False,
    hints: Sequence[tuple[str, str]] = (),
) -> str:
    """Return the report on what a stack costs, uses and emits in a month.

    Args:
        found: the estimate.
        savings: what would be cheaper or greener.
        width: columns of the terminal.
        color: whether to use ANSI emphasis.
        hints: commands that a reader may want next, each with what it does.

    Returns:
        Text that ends with a newline.
    """
    style = Style(color)
    found, savings = NOTHING_KNOWN.record(found), NOTHING_KNOWN.record(tuple(savings))
    columns = min(max(width, 60), _WIDEST)
    lines = [
        style.strong(f"Estimate of stack {printable(found.stack)}: a month of 730 hours"),
        *textwrap.wrap(_INTRODUCTION, columns),
        "",
        *_totals(found, style),
        "",
        *_components(found, style),
        *_unknown("Cost unknown, not in the totals", found.unknown_costs, columns, style),
        *_unknown("Electricity or carbon unknown, not in the totals", found.unknown_energies, columns, style),
        *token_lines(found.tokens, columns, style),
        *_savings(savings, columns, style),
        *_assumptions(found, columns, style),
        *_notes(found, columns, style),
        *_hints(hints, style),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _totals(found: Estimate, style: Style) -> list[str]:
    totals = found.totals
    least = ", at least" if totals.unknown_costs else ""
    part = ", known part" if totals.unknown_energies else ""
    rows = [
        (f"cost, USD{least}", cents(totals.usd)),
        ("  fixed", cents(totals.fixed_usd)),
        ("  with the load", cents(totals.usage_usd)),
        (f"electricity, kWh{part}", _amounts(totals.kwh)),
        ("carbon of it, kg CO2e", _amounts(totals.operational_kg)),
        ("carbon of making it, kg CO2e", _amounts(totals.embodied_kg)),
    ]
    head = _row("", ("low", "expected", "high"))
    return [style.faint(head), *(_row(name, ends) for name, ends in rows)]


def _row(name: str, ends: tuple[str, str, str]) -> str:
    return f"  {name.ljust(32)}" + "".join(end.rjust(15) for end in ends)


def _amounts(band: Band) -> tuple[str, str, str]:
    return amount(band.low), amount(band.expected), amount(band.high)


def _components(found: Estimate, style: Style) -> list[str]:
    rows = [each for each in found.components if each.totals.usd.high or each.totals.unknown_costs]
    if not rows:
        return [style.strong("By component"), "  nothing that costs anything by itself", ""]
    longest = max(12, *(len(each.name) for each in rows))
    lines = [style.strong("By component, USD; kWh and the carbon of them as expected")]
    head = f"  {''.ljust(longest)}" + "".join(each.rjust(14) for each in ("low", "expected", "high", "kWh", "kg CO2e"))
    lines.append(style.faint(head))
    for each in rows:
        totals = each.totals
        ends = (*cents(totals.usd), amount(totals.kwh.expected), amount(totals.operational_kg.expected))
        missing = style.warning(f"  + {totals.unknown_costs} unknown") if totals.unknown_costs else ""
        lines.append(f"  {printable(each.name).ljust(longest)}" + "".join(end.rjust(14) for end in ends) + missing)
    return [*lines, ""]


def _unknown(title: str, figures: Sequence[UnknownFigure], width: int, style: Style) -> list[str]:
    if not figures:
        return []
    lines = [style.strong(f"{title}: {len(figures)}")]
    ordered = sorted(figures, key=lambda each: each.reason)
    for reason, group in groupby(ordered, key=lambda each: each.reason):
        each = list(group)
        shown = ", ".join(f"{printable(one.name)} ({one.what})" for one in each[:_LISTED])
        more = f" and {len(each) - _LISTED} more" if len(each) > _LISTED else ""
        lines += _item(f"{reason}: {shown}{more}", width)
    return [*lines, ""]


def _savings(savings: Sequence[Saving], width: int, style: Style) -> list[str]:
    if not savings:
        return []
    lines = [style.strong("What would save, a month, as expected")]
    for each in savings:
        usd = "unknown" if each.usd is None else _saved(each.usd, money(abs(each.usd)))
        kg = "unknown" if each.kg is None else _saved(each.kg, f"{amount(abs(each.kg))} kg CO2e")
        lines += _item(f"{each.title}: cost {usd}, carbon {kg}", width)
        lines += [style.faint(line) for line in _item(each.change, width, indent=4)]
        lines += [style.faint(line) for line in _item(f"but: {each.caution}", width, indent=4)]
    return [*lines, ""]


def _saved(value: Decimal, figure: str) -> str:
    if abs(value) < Decimal("0.005"):
        return "no change"
    return f"{figure} less" if value > 0 else f"{figure} more"


def _assumptions(found: Estimate, width: int, style: Style) -> list[str]:
    if not found.assumptions and not found.grid:
        return []
    lines = [style.strong("Assumed, since the plan does not say")]
    ordered = sorted(found.assumptions, key=lambda one: (not one.stated, one.basis, one.name))
    for basis, group in groupby(ordered, key=lambda one: one.basis):
        lines += [style.faint(line) for line in _item(f"{basis}:", width)]
        lines += [line for each in group for line in _item(f"{each.name}: {each.value}", width, indent=4)]
    if found.grid:
        lines += _item(f"grid: {found.grid}", width)
    return [*lines, ""]


def _notes(found: Estimate, width: int, style: Style) -> list[str]:
    if not found.notes:
        return []
    return [style.strong("Notes"), *(line for note in found.notes for line in _item(note, width)), ""]


def _hints(hints: Iterable[tuple[str, str]], style: Style) -> list[str]:
    known = [(printable(command), words) for command, words in hints]
    if not known:
        return []
    longest = max(len(command) for command, _ in known)
    return [style.strong("Next"), *(f"  {command.ljust(longest)}  {style.faint(words)}" for command, words in known)]


def _item(text: str, width: int, indent: int = 2) -> list[str]:
    return textwrap.wrap(
        printable(text),
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_on_hyphens=False,
        break_long_words=False,
    )
