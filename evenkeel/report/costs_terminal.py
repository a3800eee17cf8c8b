"""What a change does to cost, electricity and carbon, on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from evenkeel.model.review import Costs
from evenkeel.report.changes_values import Shown
from evenkeel.report.cost_rows import component_rows, figure_rows
from evenkeel.report.layout import shortened
from evenkeel.report.review_words import not_in_totals, one_sided_notes
from evenkeel.report.style import Style

_MOST_COMPONENTS: Final = 8
_MOST_UNKNOWN: Final = 6
_NAME: Final = 26
_COLUMNS: Final = (13, 13, 22, 11, 11)


def cost_lines(shown: Shown, costs: Costs, width: int, style: Style, *, details: bool) -> Iterator[str]:
    """Return the totals and the components that change; nothing where no figure changes.

    Args:
        shown: the change, for redaction.
        costs: of both sides.
        width: columns.
        style: emphasis.
        details: show all components, and all that nobody knows.
    """
    delta = costs.delta
    notes = one_sided_notes(costs)
    if not (delta.components or delta.unknown_added or delta.unknown_removed or any(notes)):
        return
    yield ""
    yield style.strong("Cost and carbon, estimated")
    yield style.faint(_columns("a month", ("before", "after", "difference"), width))
    for row in figure_rows(delta):
        yield _columns(row.name, (row.before, row.after, row.difference), width)
    components = component_rows(delta)
    if components:
        yield ""
        yield style.faint(_columns("USD, as expected", ("before", "after", "difference", "kWh", "kg CO2e"), width))
    most = len(components) if details else _MOST_COMPONENTS
    for row in components[:most]:
        yield _columns(shown.text(row.name), (row.before, row.after, row.difference, row.kwh, row.kg), width)
        if row.unknown:
            yield style.warning(f"    {row.unknown}: not in these figures")
    if len(components) > most:
        yield f"  and {len(components) - most} more components with smaller differences"
    yield from _unknown(shown, costs, width, details=details)
    for words, one_sided in zip(("before only", "after only"), notes, strict=True):
        for note in one_sided:
            yield from _item(f"{words}: {shown.text(note)}", width)


def _columns(name: str, figures: tuple[str, ...], width: int) -> str:
    text = f"  {shortened(name, _NAME).ljust(_NAME)}"
    for figure, size in zip(figures, _COLUMNS, strict=False):
        if len(text) + size > width:  # electricity and carbon stand in the totals, too
            break
        text += figure.rjust(size)
    return text.rstrip()


def _unknown(shown: Shown, costs: Costs, width: int, *, details: bool) -> Iterator[str]:
    estimate = costs.head or costs.base
    if estimate is None or not (estimate.unknown_costs or estimate.unknown_energies or costs.delta.unknown_removed):
        return
    yield from _item(not_in_totals(costs), width)
    groups = (
        ("new among them", costs.delta.unknown_added),
        ("no longer among them", costs.delta.unknown_removed),
        ("all costs among them", estimate.unknown_costs if details else ()),
    )
    for words, figures in groups:
        most = len(figures) if details else _MOST_UNKNOWN
        listed = "; ".join(shown.text(f"{each.name} ({each.what}): {each.reason}") for each in figures[:most])
        more = f"; and {len(figures) - most} more" if len(figures) > most else ""
        if figures:
            yield from _item(f"{words}: {listed}{more}", width)


def _item(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 40), initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
