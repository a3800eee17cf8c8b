"""The comments of a report, read as what they are: the work of somebody else's code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from scripts.review.harmless import harmless
from scripts.review.marks import marker_of
from scripts.review.problem import ProblemError

LIMIT: Final = 65_536
"""Characters that GitHub takes."""
MOST_COMMENTS: Final = 30
_MOST_BYTES: Final = 4 * LIMIT
_NAME: Final = re.compile(r"comment-(?P<stack>.{1,300})\.md")
_UNSAFE: Final = re.compile(r"[^\w./+-]|-{2,}")
_QUIET: Final = re.compile(r"^## Nothing changes(?:, as far as is known before a deployment)?\.$", re.MULTILINE)
# a price of the catalogue may change where no resource does
_COSTS_MOVE: Final = re.compile(r"^- Cost and carbon: (?!\*\*(?:unchanged\b|not estimated\b))", re.MULTILINE)
_OPENING: Final = 1000
"""Characters in which the verdict stands."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What may become a comment.

    Attributes:
        marker: `project/stack`.
        text: with its marker as first line; calls nobody.
    """

    marker: str
    text: str

    @property
    def quiet(self) -> bool:
        """Whether it says that nothing changes: no resource, no finding, no figure."""
        opening = self.text[:_OPENING]
        return _QUIET.search(opening) is not None and _COSTS_MOVE.search(opening) is None


def read_drafts(folder: Path) -> tuple[Draft, ...]:
    """Return the comments in a folder, by stack.

    Raises:
        ProblemError: there are none or too many, or one is not what evenkeel writes; then all are refused.
    """
    files = sorted(folder.glob("comment-*.md"))
    if not files:
        raise ProblemError(f"{folder} holds no comment-<stack>.md. Did the recording job write its report?")
    if len(files) > MOST_COMMENTS:
        raise ProblemError(f"{folder} holds {len(files)} comments; at most {MOST_COMMENTS} are posted")
    drafts: dict[str, Draft] = {}
    problems: list[str] = []
    for file in files:
        try:
            draft = _draft(file)
        except ProblemError as problem:
            problems.append(f"  {file.name!a}: {problem}")
            continue
        if draft.marker in drafts:
            problems.append(f"  {file.name!a}: marks {draft.marker}, as another file does")
        drafts[draft.marker] = draft
    if problems:
        raise ProblemError("\n".join(["the report was not written by evenkeel, so nothing of it is posted", *problems]))
    return tuple(drafts.values())


def plain_bytes(file: Path, most: int) -> bytes:
    """Return what a file holds.

    Raises:
        ProblemError: it is a link or another special file, or larger than that.
    """
    if file.is_symlink() or not file.is_file():
        raise ProblemError("is not a plain file")
    with file.open("rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise ProblemError(f"is larger than {most} bytes")
    return data


def _draft(file: Path) -> Draft:
    try:
        text = plain_bytes(file, _MOST_BYTES).decode("utf-8")
    except UnicodeDecodeError:
        raise ProblemError("is not UTF-8") from None
    marker = marker_of(text)
    if marker is None:
        raise ProblemError("its first line is not <!-- evenkeel:diff:PROJECT/STACK -->")
    named = _NAME.fullmatch(file.name)
    stack = _UNSAFE.sub("_", unquote(named["stack"])) if named else ""
    if marker.partition("/")[2] != stack:
        raise ProblemError(f"marks {marker}, a stack that its name does not say")
    if len(text) > LIMIT:
        raise ProblemError(f"has {len(text)} characters; a comment takes {LIMIT}")
    return Draft(marker, harmless(text))
