"""What the rules say of a change, on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from evenkeel.model import Outcome
from evenkeel.model.review import Verdicts
from evenkeel.report.changes_values import Shown
from evenkeel.report.review_words import remaining
from evenkeel.report.rule_groups import RuleGroup, rule_groups
from evenkeel.report.style import Style

_MOST_PLACES: Final = 8


def verdict_lines(shown: Shown, verdicts: Verdicts, width: int, style: Style, *, details: bool) -> Iterator[str]:
    """Return what the change brings, and rules that broke; all findings where details are asked for."""
    stays = remaining(verdicts)
    broken = [finding for finding in stays if finding.outcome is Outcome.ERROR]
    parts = (
        ("New policy findings", verdicts.added),
        ("Rules that broke before the change, too", broken),
        ("Policy findings that were there before", [each for each in stays if each not in broken] if details else []),
        ("Policy findings that are gone", verdicts.removed if details else ()),
    )
    for title, findings in parts:
        if findings:
            yield ""
            yield style.strong(f"{title}: {len(findings)}")
            for group in rule_groups(shown, findings):
                yield from _group(group, width, style)


def _group(group: RuleGroup, width: int, style: Style) -> Iterator[str]:
    paint = style.warning if group.gates else style.strong
    yield f"  {paint(group.rule)} ({group.marks})"
    for place in group.places[:_MOST_PLACES]:
        yield f"    {place.subject}{style.faint(f'  {place.where}') if place.where else ''}"
        yield from _wrapped(place.sentence, 6, width)
        yield from _wrapped(place.waiver, 6, width)
    if len(group.places) > _MOST_PLACES:
        yield f"    and {len(group.places) - _MOST_PLACES} more"
    for remedy in group.remedies:
        yield from _wrapped(f"→ {remedy}", 4, width)


def _wrapped(text: str, indent: int, width: int) -> list[str]:
    stem = " " * indent
    return textwrap.wrap(text, max(width, 40), initial_indent=stem, subsequent_indent=stem, break_on_hyphens=False)
