"""What the rules say of a change, in a comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from evenkeel.model import Finding, Outcome
from evenkeel.model.review import Verdicts
from evenkeel.report.changes_values import Shown
from evenkeel.report.comment_section import Section
from evenkeel.report.markdown import code, escaped, utf8_size
from evenkeel.report.review_words import remaining
from evenkeel.report.rule_groups import RuleGroup, rule_groups

_ROOM: Final = 12_000
"""Bytes that a list of findings may take."""
_MOST_PLACES: Final = 6


def verdict_sections(shown: Shown, verdicts: Verdicts) -> Iterator[Section]:
    """Return what the change brings, never folded, with rules that broke; nothing where it brings nothing."""
    stays = remaining(verdicts)
    parts = [*_lines(rule_groups(shown, verdicts.added))]
    if broken := [finding for finding in stays if finding.outcome is Outcome.ERROR]:
        parts += ["", "Rules that broke before the change, too:", "", *_lines(rule_groups(shown, broken))]
    if parts:
        words = f"By the rules for {escaped(shown.text(verdicts.judgement.environment))}:"
        yield Section(title="Policies", body="\n".join([words, "", *parts]), priority=90, fold=False)


def standing_sections(shown: Shown, verdicts: Verdicts) -> Iterator[Section]:
    """Return, folded, the findings that were there before, and those that are gone."""
    yield from _folded(shown, "Policy findings that were there before", remaining(verdicts), 25)
    yield from _folded(shown, "Policy findings that are gone", verdicts.removed, 22)


def _folded(shown: Shown, title: str, findings: tuple[Finding, ...], priority: int) -> Iterator[Section]:
    if findings:
        body = "\n".join(_lines(rule_groups(shown, findings)))
        yield Section(title=f"{title}: {len(findings)}", body=body, priority=priority)


def _lines(groups: Iterable[RuleGroup]) -> Iterator[str]:
    room = _ROOM
    waiting = list(groups)
    for index, group in enumerate(waiting):
        lines = [*_group(group)]
        room -= sum(utf8_size(line) + 1 for line in lines)
        if room < 0:
            yield f"- … and {len(waiting) - index} more rules; the full report has them all"
            return
        yield from lines


def _group(group: RuleGroup) -> Iterator[str]:
    sign = "⛔ " if group.gates else ""
    yield f"- {sign}**{escaped(group.rule)}** ({group.marks}): {escaped(group.title)}"
    for place in group.places[:_MOST_PLACES]:
        where = f", {code(place.where)}" if place.where else ""
        waiver = f"; {escaped(place.waiver)}" if place.waiver else ""
        yield f"  - {code(place.subject)}{where}: {escaped(place.sentence)}{waiver}"
    if len(group.places) > _MOST_PLACES:
        yield f"  - … and {len(group.places) - _MOST_PLACES} more"
    yield from (f"  - _Remedy_: {escaped(remedy)}" for remedy in group.remedies[:_MOST_PLACES])
