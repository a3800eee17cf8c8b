"""A review on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from evenkeel.model.review import Review
from evenkeel.report.changes_groups import count_words
from evenkeel.report.changes_notes import first_notes
from evenkeel.report.changes_terminal import danger_lines, note_lines, resource_sections, secret_lines
from evenkeel.report.changes_values import Shown
from evenkeel.report.costs_terminal import cost_lines
from evenkeel.report.review_words import cost_headline, policy_headline, review_verdict
from evenkeel.report.style import Style
from evenkeel.report.verdicts_terminal import verdict_lines


def review_terminal(reviews: Sequence[Review], *, width: int = 120, color: bool = False, details: bool = False) -> str:
    """Return reviews as text: verdict, refusals, counts, dangers, policies, cost and carbon, resources.

    Args:
        reviews: one a stack.
        width: columns.
        color: whether ANSI colours may be used.
        details: show the properties of what is created, findings that were there before, and every cost, too.
    """
    parts = ["\n".join(_review(review, width, Style(color), details=details)) for review in reviews]
    return "\n\n".join(parts) + "\n"


def _review(review: Review, width: int, style: Style, *, details: bool) -> Iterator[str]:
    change = review.change
    shown = Shown(change)
    sides = f"{shown.text(change.base_label)} → {shown.text(change.head_label)}"
    yield style.strong(f"Change of stack {shown.text(change.head.stack)}: {sides}")
    for line in textwrap.wrap(shown.text(review_verdict(review)), width, break_on_hyphens=False):
        yield style.warning(line) if review.refusals else line
    for note in first_notes(change):
        yield from (style.strong(line) for line in textwrap.wrap(shown.text(note), width, break_on_hyphens=False))
    for refusal in review.refusals:
        yield from _refusal(shown.text(f"{refusal.gate}: {refusal.reason}"), width, style)
    yield count_words(change)
    for words in (f"cost and carbon: {cost_headline(review.costs)}", f"policies: {policy_headline(review.verdicts)}"):
        yield from textwrap.wrap(words, width, subsequent_indent="  ", break_on_hyphens=False)
    yield from danger_lines(shown, width, style)
    yield from secret_lines(shown, style)
    if review.verdicts is not None:
        yield from verdict_lines(shown, review.verdicts, width, style, details=details)
    if review.costs is not None:
        yield from cost_lines(shown, review.costs, width, style, details=details)
    yield from resource_sections(shown, width, style, details=details)
    yield from note_lines(shown, width, style)


def _refusal(text: str, width: int, style: Style) -> Iterator[str]:
    first, *rest = textwrap.wrap(text, max(width - 4, 40), break_on_hyphens=False) or [""]
    yield f"  {style.warning('x')} {first}"
    yield from (f"    {line}" for line in rest)
