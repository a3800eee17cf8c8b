"""Figures per million tokens as a person reads them in a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from evenkeel.model import TokenFigures
from evenkeel.report.estimate_figures import amount, money
from evenkeel.report.style import Style
from evenkeel.report.values import printable


def token_lines(figures: Sequence[TokenFigures], width: int, style: Style) -> list[str]:
    """Return the lines of the section; none when nothing is served."""
    if not figures:
        return []
    lines = [style.strong("Per million output tokens, at full load")]
    for each in figures:
        known = [
            money(each.usd) if each.usd is not None else "cost unknown",
            f"{amount(each.kwh)} kWh" if each.kwh is not None else "electricity unknown",
            f"{amount(each.kg)} kg CO2e" if each.kg is not None else "carbon unknown",
        ]
        what = ", ".join(known) if each.tokens_per_second is not None else "unknown"
        model = f" ({printable(each.model)})" if each.model else ""
        lines += _item(f"{printable(each.workload)}{model} on {each.hardware}: {what}", width, 2)
        rate = f"{amount(each.tokens_per_second)} tokens/s a replica; " if each.tokens_per_second is not None else ""
        lines += [style.faint(line) for line in _item(rate + each.basis, width, 4)]
    return [*lines, ""]


def _item(text: str, width: int, indent: int) -> list[str]:
    return textwrap.wrap(
        printable(text),
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_long_words=False,
    )
