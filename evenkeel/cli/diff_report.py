"""The files that `evenkeel diff --report` writes: for people, for tools, and for code hosts."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final
from urllib.parse import quote

from evenkeel.cli.report_folder import fill_folder
from evenkeel.cli.reviewing import Reviewed
from evenkeel.model.change import Change
from evenkeel.report import findings_sarif
from evenkeel.report.changes_values import Shown
from evenkeel.report.page import page
from evenkeel.report.review_json import review_json
from evenkeel.report.review_markdown import comment
from evenkeel.report.review_words import review_verdict

PAGE: Final = "review.html"
_LONGEST_NAME: Final = 200
_STALE: Final = ("comment-*.md", "check-*.sarif")


def write_report(folder: Path, found: Sequence[Reviewed]) -> str:
    """Write all files of a run, and return what to say on the terminal: one line a stack, and where the files are.

    Raises:
        FailureError: a file cannot be written.
    """
    reviews = [each.review for each in found]
    files = {PAGE: page(reviews), "review.json": review_json(reviews)}
    for each in found:
        name = _file_name(each.review.change)
        files[f"comment-{name}.md"] = comment(each.review) + "\n"
        if each.review.verdicts is not None and each.fallback is not None:
            files[f"check-{name}.sarif"] = findings_sarif(
                Shown(each.review.change).concealment.record(each.review.verdicts.judgement),
                version=version("evenkeel"),
                fallback=each.fallback,
            )
    fill_folder(folder, files, _STALE)
    lines = [Shown(review.change).text(f"{review.change.head.stack}: {review_verdict(review)}") for review in reviews]
    return "\n".join([*lines, f"{folder}: {', '.join(sorted(files))}"]) + "\n"


def _file_name(change: Change) -> str:
    """Return the name of a stack as a part of a file's name, which file systems take only so long."""
    name = Shown(change).urn(change.head.stack)
    raw = name.encode("utf-8", "surrogatepass")
    quoted = quote(raw, safe="")
    return quoted if len(quoted) <= _LONGEST_NAME else f"{quote(raw[:40], safe='')}-{sha256(raw).hexdigest()[:16]}"
