"""The review that the documentation shows is the one that its commands make."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scripts.pictures import COMMAND, comment_document, example_report

ROOT = Path(__file__).parents[2]
PICTURES = ("review-page.png", "review-page-phone.png", "review-comment.png")
MOST_BYTES = 300_000
"""Of a picture on the front page."""


@pytest.fixture(scope="module")
def comment(tmp_path_factory: pytest.TempPathFactory) -> str:
    return (example_report(tmp_path_factory.mktemp("example")) / "comment-prod.md").read_text("utf-8")


def test_example_has_something_to_discuss(comment: str) -> None:
    assert re.search(r"^- ⚠️ \*\*protected resource deleted\*\*", comment, re.MULTILINE)
    assert re.search(r"^- ⛔ \*\*aws-nat-per-zone\*\*", comment, re.MULTILINE)
    assert re.search(r"Cost and carbon: \*\*\+USD [\d,.]+ a month", comment)
    assert "+         nodes: 6" in comment


def test_comment_that_is_shown_is_what_comes_out(comment: str) -> None:
    assert (ROOT / "docs/examples/review-comment.md").read_text("utf-8") == comment, "run make pictures"


def test_comment_names_neither_the_machine_nor_a_commit_of_the_example(comment: str) -> None:
    assert "`main` → `larger-pools`" in comment
    assert str(Path.home()) not in comment
    assert not re.search(r"/tmp\b|\b[0-9a-f]{12,40}\b", comment)


def test_readme_shows_the_command_that_made_it() -> None:
    shown = " ".join((ROOT / "README.md").read_text("utf-8").replace("\\\n", " ").split())
    assert f".venv/bin/{COMMAND}" in shown


def test_pictures_are_shown_and_small() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in PICTURES:
        assert f'src="docs/pictures/{name}"' in readme
        assert (ROOT / "docs/pictures" / name).stat().st_size < MOST_BYTES


class _Open(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.folded: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "details":
            self.folded.append(("open", None) not in attrs)


def test_document_unfolds_one_section_and_shows_the_source_where_nothing_draws_it() -> None:
    text = (ROOT / "docs/examples/review-comment.md").read_text("utf-8")
    document = comment_document(text, opened="pool-serve-h100")
    parser = _Open()
    parser.feed(document)
    assert parser.folded.count(False) == 1
    assert len(parser.folded) == text.count("<details>")
    assert "flowchart" in document
    assert 'class="mermaid"' not in document
    assert 'class="mermaid"' in comment_document(text, mermaid="")
