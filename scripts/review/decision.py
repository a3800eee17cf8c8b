"""What is posted: a function of the report, of the comments that are there, and of the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scripts.review.artefact import LIMIT, MOST_COMMENTS, Draft
from scripts.review.marks import Run, composed, content, marker_of, run_of
from scripts.review.problem import ProblemError


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that the token's own user wrote."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Create:
    """A comment to be written."""

    marker: str
    text: str


@dataclass(frozen=True, slots=True)
class Update:
    """A comment whose text is to be replaced."""

    marker: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Nothing to do for a stack, and why."""

    marker: str
    reason: str


def decide(drafts: Sequence[Draft], own: Sequence[Comment], run: Run, footer: str) -> list[Create | Update | Leave]:
    """Return a step for each stack of the report, and for each that an earlier report had.

    Args:
        drafts: the report.
        own: comments of the token's own user, the oldest first; those without a marker are ignored.
        run: which the report comes from.
        footer: Markdown below each comment, such as a link to the run.

    Raises:
        ProblemError: a comment would be too long, or there would be too many.
    """
    posted: dict[str, Comment] = {}
    for comment in own:
        marker = marker_of(comment.text)
        if marker is not None:
            posted.setdefault(marker, comment)
    steps = [_step(draft, posted.get(draft.marker), run, footer) for draft in drafts]
    reported = {draft.marker for draft in drafts}
    steps += [_step(_gone(marker), there, run, footer) for marker, there in posted.items() if marker not in reported]
    total = len(posted) + sum(isinstance(step, Create) for step in steps)
    if total > MOST_COMMENTS and total > len(posted):
        raise ProblemError(f"there would be {total} comments of evenkeel here; at most {MOST_COMMENTS} are posted")
    return steps


def _step(draft: Draft, there: Comment | None, run: Run, footer: str) -> Create | Update | Leave:
    if there is None and draft.quiet:
        return Leave(draft.marker, "nothing changes, and nothing was posted before")
    text = composed(draft.text, run, footer)
    if len(text) > LIMIT:
        raise ProblemError(f"the comment of {draft.marker} has {len(text)} characters; a code host takes {LIMIT}")
    if there is None:
        return Create(draft.marker, text)
    wrote = run_of(there.text)
    if wrote is not None and run.is_older_than(wrote):
        return Leave(draft.marker, f"a newer run, {wrote.number}.{wrote.attempt}, has posted already")
    if content(there.text) == content(text):
        return Leave(draft.marker, "says the same already")
    return Update(draft.marker, there.number, text)


def _gone(marker: str) -> Draft:
    head = f"<!-- evenkeel:diff:{marker} -->\n\n## Nothing changes."
    return Draft(marker, f"{head}\n\nThe report of the newest commit does not have this stack.\n")
