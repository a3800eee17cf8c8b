"""The files that `evenkeel diff --report` writes: for people, for tools, and for code hosts."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final
from urllib.parse import quote

from evenkeel.cli.report_folder import fill_folder
from evenkeel.cli.reviewing import Reviewed
from evenkeel.report import findings_sarif
from evenkeel.report.page import page
from evenkeel.report.review_json import review_json
from evenkeel.report.review_markdown import comment
from evenkeel.report.review_words import review_verdict

PAGE: Final = "review.html"
_STALE: Final = ("comment-*.md", "check-*.sarif")


def write_report(folder: Path, found: Sequence[Reviewed]) -> str:
    """Write all files of a run, and return what to say on the terminal: one line a stack, and where the files are.

    Raises:
        FailureError: a file cannot be written.
    """
    reviews = [each.review for each in found]
    files = {PAGE: page(reviews), "review.json": review_json(reviews)}
    for each in found:
        name = quote(each.review.change.head.stack, safe="")
        files[f"comment-{name}.md"] = comment(each.review) + "\n"
        if each.review.verdicts is not None and each.fallback is not None:
            files[f"check-{name}.sarif"] = findings_sarif(
                each.review.verdicts.judgement, version=version("evenkeel"), fallback=each.fallback
            )
    fill_folder(folder, files, _STALE)
    lines = [f"{review.change.head.stack}: {review_verdict(review)}" for review in reviews]
    return "\n".join([*lines, f"{folder}: {', '.join(sorted(files))}"]) + "\n"
