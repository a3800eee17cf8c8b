"""What a change does to cost, electricity and carbon, in a comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from evenkeel.model import Estimate, UnknownFigure
from evenkeel.model.review import Costs
from evenkeel.report.changes_values import Shown
from evenkeel.report.comment_section import Section
from evenkeel.report.cost_rows import FigureRow, component_rows, figure_rows
from evenkeel.report.markdown import code, escaped
from evenkeel.report.review_words import not_in_totals, one_sided_notes

_MOST_COMPONENTS: Final = 10
_MOST_NAMES: Final = 5
_MOST_LINES: Final = 12


def cost_sections(shown: Shown, costs: Costs) -> Iterator[Section]:
    """Return the tables, never folded; nothing where no figure changes and none is new or gone."""
    delta = costs.delta
    if not (delta.components or delta.unknown_added or delta.unknown_removed or any(one_sided_notes(costs))):
        return
    rows = figure_rows(delta)
    lines = ["| a month | before | after | difference |", "|---|---:|---:|---:|", *(_row(row) for row in rows)]
    components = component_rows(delta)
    if components:
        lines += ["", "| expected a month | USD before | USD after | difference | kWh | kg CO2e |"]
        lines += ["|---|---:|---:|---:|---:|---:|"]
    for row in components[:_MOST_COMPONENTS]:
        figures = " | ".join((row.before, row.after, row.difference, row.kwh, row.kg))
        beside = f" ({row.unknown})" if row.unknown else ""
        lines.append(f"| {code(shown.text(row.name))}{beside} | {figures} |")
    if len(components) > _MOST_COMPONENTS:
        lines += ["", f"… and {len(components) - _MOST_COMPONENTS} more components with smaller differences."]
    lines += ["", *_missing(shown, costs)]
    if notes := [*_notes(shown, costs)]:
        lines += ["", *notes]
    yield Section(title="Cost and carbon", body="\n".join(lines), priority=85, fold=False)


def basis_sections(shown: Shown, costs: Costs) -> Iterator[Section]:
    """Return, folded, what the estimate stands on: stated load, notes, and every figure that is not in it."""
    estimate = costs.head or costs.base
    if estimate is None:
        return
    lines = ["List prices without taxes, discounts and free tiers, for a month of 730 hours.", ""]
    stated = [f"{each.name}: {each.value}" for each in estimate.assumptions if each.stated]
    lines += [f"- stated: {escaped(shown.text(words))}" for words in stated[:_MOST_LINES]]
    lines += [] if stated else ["- no load was stated; every figure of use is a default of `evenkeel estimate`"]
    lines += [f"- {escaped(shown.text(note))}" for note in estimate.notes[:_MOST_LINES]]
    lines += [f"- grid: {escaped(shown.text(estimate.grid))}"] if estimate.grid else []
    lines += _unknown(shown, estimate)
    yield Section(title="Cost and carbon: what they stand on", body="\n".join(lines), priority=18)


def _row(row: FigureRow) -> str:
    strong = "**" if row.strong else ""
    return f"| {row.name} | {row.before} | {row.after} | {strong}{row.difference}{strong} |"


def _missing(shown: Shown, costs: Costs) -> Iterator[str]:
    """Say what is in neither total, what of it the change brings, and what it takes away."""
    missing = not_in_totals(costs)
    yield f"Estimates from dated list prices{f'; {missing}' if missing else ''}."
    for words, figures in (("New", costs.delta.unknown_added), ("Gone", costs.delta.unknown_removed)):
        if figures:
            yield ""
            yield f"{words}, not in the totals:"
            yield ""
            yield from _by_reason(shown, figures)


def _notes(shown: Shown, costs: Costs) -> Iterator[str]:
    """Say what holds of one side only, so that the difference is another than the figures say."""
    for words, notes in zip(("Before only", "After only"), one_sided_notes(costs), strict=True):
        yield from (f"- {words}: {escaped(shown.text(note))}" for note in notes[:_MOST_LINES])


def _unknown(shown: Shown, estimate: Estimate) -> list[str]:
    lines: list[str] = []
    for words, figures in (("Cost", estimate.unknown_costs), ("Electricity or carbon", estimate.unknown_energies)):
        if figures:
            lines += ["", f"{words} unknown, not in the totals: {len(figures)}", "", *_by_reason(shown, figures)]
    return lines


def _by_reason(shown: Shown, figures: Sequence[UnknownFigure]) -> Iterator[str]:
    ordered = sorted(figures, key=lambda each: each.reason)
    groups = [(reason, [*group]) for reason, group in groupby(ordered, key=lambda each: each.reason)]
    for reason, group in groups[:_MOST_LINES]:
        names = ", ".join(
            f"{code(shown.text(each.name))} ({escaped(shown.text(each.what))})" for each in group[:_MOST_NAMES]
        )
        more = f" and {len(group) - _MOST_NAMES} more" if len(group) > _MOST_NAMES else ""
        yield f"- {escaped(shown.text(reason))}: {names}{more}"
    if len(groups) > _MOST_LINES:
        yield f"- … and {len(groups) - _MOST_LINES} more reasons"
