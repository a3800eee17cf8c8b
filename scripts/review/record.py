"""The report of a change, made without credentials."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from scripts.review.problem import ProblemError

PASSED: Final = 3
"""Exit code of `evenkeel diff` where a threshold is exceeded; the report is complete all the same."""
_COMPLETE: Final = frozenset({0, 2, PASSED})
_PATTERNS: Final = ("comment-*.md", "check-*.sarif", "review.html", "review.json", "pull-request")
_CHECKOUT: Final = "."
_LONGEST_SUMMARY: Final = 900_000


def record(command: Sequence[str], base: str, head: str, folder: Path, options: Sequence[str]) -> int:
    """Write the report of a change into a folder; return 0, or 3 where a threshold is exceeded.

    Args:
        command: that starts evenkeel.
        base: the side before: a revision, or a file; of a revision the commit where the change left it counts.
        head: the side after; `.` is the checkout.
        folder: what an earlier report left there is removed.
        options: of `evenkeel diff`.

    Raises:
        ProblemError: there is no report.
    """
    if not base:
        raise ProblemError("BASE is empty: name the revision that the change goes to")
    before, after = _sides(base, head)
    folder.mkdir(parents=True, exist_ok=True)
    # a report that could not be made must not leave an older one to be posted
    for file in (each for pattern in _PATTERNS for each in folder.glob(pattern)):
        file.unlink()
    full = [*command, "diff", "--report", str(folder), *options, "--", before, after]
    print("+", " ".join(full), flush=True)  # noqa: T201 (the log of a job)
    try:
        ended = subprocess.run(full, check=False)
    except OSError as error:
        raise ProblemError(f"{command[0]} cannot be started: {error.strerror}. Run make install first") from None
    if ended.returncode not in _COMPLETE:
        raise ProblemError(f"evenkeel diff ended with {ended.returncode} and made no report; its message is above")
    if not list(folder.glob("comment-*.md")):
        raise ProblemError(f"evenkeel diff wrote no comment-<stack>.md into {folder}")
    return PASSED if ended.returncode == PASSED else 0


def tell_the_job(folder: Path, environment: Mapping[str, str]) -> None:
    """Tell a job of GitHub that there is a report, and show the comments in its summary."""
    output, summary = environment.get("GITHUB_OUTPUT"), environment.get("GITHUB_STEP_SUMMARY")
    if output:
        with Path(output).open("a", encoding="utf-8") as stream:
            stream.write("report=true\n")
    if summary:
        texts = [file.read_text("utf-8") for file in sorted(folder.glob("comment-*.md"))]
        while sum(len(text.encode()) for text in texts) > _LONGEST_SUMMARY:
            texts.pop()
        with Path(summary).open("a", encoding="utf-8") as stream:
            stream.write("\n\n".join(texts) + "\n")


def _sides(base: str, head: str) -> tuple[str, str]:
    first, second = _commit(base), _commit("HEAD" if head == _CHECKOUT else head)
    if first is None or second is None:
        return base, head
    ended = _git("merge-base", first, second)
    if ended is None:
        raise ProblemError(
            f"{base} and {head} have no commit in common. In a shallow clone fetch the rest: "
            "git fetch --unshallow, or fetch-depth: 0"
        )
    return _short(ended), head if head == _CHECKOUT else _short(second)


def _commit(name: str) -> str | None:
    if Path(name).is_file():
        return None
    return _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")


def _short(commit: str) -> str:
    return _git("rev-parse", "--short=12", commit) or commit


def _git(*arguments: str) -> str | None:
    try:
        ended = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)  # noqa: S607
    except OSError as error:
        sys.exit(f"review: git cannot be started: {error.strerror}")
    return ended.stdout.strip() if ended.returncode == 0 else None
