"""A review as a comment on a pull request, never longer than a code host takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evenkeel.model.review import Refusal, Review
from evenkeel.report.changes_markdown import counts, danger_lines, details, ends, pictured, secret_lines
from evenkeel.report.changes_notes import first_notes
from evenkeel.report.changes_values import Shown
from evenkeel.report.comment_section import Section, fitted, left_out_words
from evenkeel.report.costs_markdown import basis_sections, cost_sections
from evenkeel.report.markdown import code, escaped, utf8_size
from evenkeel.report.review_words import cost_headline, policy_headline, review_verdict
from evenkeel.report.verdicts_markdown import standing_sections, verdict_sections

LIMIT: Final = 60_000
"""Characters and bytes of a comment; GitHub refuses more than 65,536 characters."""
_LONGEST_REASON: Final = 600
_UNSAFE_MARK: Final = re.compile(r"[^\w./+-]|-{2,}")


def marker(project: str, stack: str) -> str:
    """Return the hidden line by which the comment of a stack is found again, to be updated in place."""
    name = "/".join(_UNSAFE_MARK.sub("_", part) for part in (project, stack))
    return f"<!-- evenkeel:diff:{name} -->"


def comment(review: Review, *, limit: int = LIMIT) -> str:
    """Return the comment: verdict, refusals, counts, dangers, policies, cost and carbon, a picture, folded details.

    Args:
        review: of one stack.
        limit: characters, and bytes as UTF-8, that the comment stays below.
    """
    shown = Shown(review.change)
    return fitted(_head(shown, review), [*_sections(shown, review)], limit) or _cut(shown, review, limit)


def _sections(shown: Shown, review: Review) -> Iterator[Section]:
    if review.verdicts is not None:
        yield from verdict_sections(shown, review.verdicts)
    if review.costs is not None:
        yield from cost_sections(shown, review.costs)
    yield from pictured(shown)
    yield from details(shown)
    if review.verdicts is not None:
        yield from standing_sections(shown, review.verdicts)
    if review.costs is not None:
        yield from basis_sections(shown, review.costs)
    yield from ends(shown)


def _head(shown: Shown, review: Review) -> str:
    change = review.change
    sides = f"{code(shown.text(change.base_label))} → {code(shown.text(change.head_label))}"
    parts = [
        marker(shown.text(change.head.project), shown.text(change.head.stack)),
        f"## {escaped(shown.text(review_verdict(review)))}",
        "\n".join(f"- **{escaped(shown.text(note))}**" for note in first_notes(change)),
        "\n".join(_refusal(shown, refusal) for refusal in review.refusals),
        f"Stack {code(shown.text(change.head.stack))}, {sides}",
        counts(change),
        "\n".join(
            f"- {what}: **{escaped(words)}**"
            for what, words in (
                ("Cost and carbon", cost_headline(review.costs)),
                ("Policies", policy_headline(review.verdicts)),
            )
        ),
    ]
    for title, lines in (("Look at these first", danger_lines(shown)), ("Secrets", secret_lines(shown))):
        parts += [f"### {title}\n\n" + "\n".join(lines)] if lines else []
    return "\n\n".join(part for part in parts if part)


def _refusal(shown: Shown, refusal: Refusal) -> str:
    reason = shown.text(refusal.reason)
    if len(reason) > _LONGEST_REASON:
        reason = f"{reason[: _LONGEST_REASON - 1]}…"
    return f"- ⛔ **{escaped(shown.text(refusal.gate))}**: {escaped(reason)}"


def _cut(shown: Shown, review: Review, limit: int) -> str:
    """Return what is left where even the head is too long: the verdict, the counts, and how many dangers there are."""
    change = review.change
    text = "\n\n".join(
        [
            marker(shown.text(change.head.project), shown.text(change.head.stack)),
            f"## {escaped(shown.text(review_verdict(review)))}",
            counts(change),
            f"**{len(change.dangers)} dangers**, too many to list here: read the full report before merging.",
            left_out_words([Section(title="all details", body="", priority=0)]),
        ]
    )
    return (
        text if utf8_size(text) < limit else text.encode(errors="replace")[: max(limit - 1, 0)].decode(errors="ignore")
    )
