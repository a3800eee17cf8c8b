"""What a plan says, whoever wrote it, is text on the page, never markup."""

from __future__ import annotations

import secrets

import pytest

from evenkeel.diff import compare
from evenkeel.model import Secret
from evenkeel.model.review import Review
from evenkeel.report.page import page
from tests.report.markup import parsed
from tests.report.page_reviews import of_names
from tests.report.plans import Sketch

BUCKET = "aws:s3/bucket:Bucket"
NASTY = (
    "</script><script>alert(1)</script>",
    "</style><img src=https://evil.example/x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "{{ 7 * 7 }}{% for x in y %}{# comment",
    "<!--<script>",
    "javascript:alert(1)",
    "]]>&lt;b&gt;&amp;",
)


@pytest.mark.parametrize("text", NASTY)
def test_nothing_of_a_plan_becomes_markup(text: str) -> None:
    review = of_names(text)
    document = parsed(page([review]))
    tame = parsed(page([of_names("x" * 12)]))
    assert {element.name for element in document.all()} <= {element.name for element in tame.all()}
    assert len(document.all("script")) == len(document.all("style")) == len(tame.all("script")) == 1
    assert not [name for element in document.all() for name in element.attributes if name.startswith("on")]
    assert all(link.attributes["href"].startswith("#") for link in document.all("a"))
    assert " ".join(text.split()) in document.text()
    assert "49" not in document.one("section", "warned").text()


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u2028", "\u200b", "\x00", "\x1b", "\U000e0041"])
def test_characters_that_hide_or_turn_text_are_shown_as_their_number(character: str) -> None:
    review = of_names(f"left{character}right")
    text = page([review])
    assert character not in text
    text.encode()
    assert f"⟨U+{ord(character):04X}⟩" in parsed(text).text()


def test_a_secret_is_hidden_in_names_and_findings_too() -> None:
    text = secrets.token_hex(16)
    review = of_names(f"of-{text}", password=Secret(text))
    assert text not in page([review])


def test_half_a_character_does_not_keep_the_page_from_being_written() -> None:
    old, new = Sketch(), Sketch()
    old.add(BUCKET, "half-\ud800", {"bucket": "half-\ud800"})
    new.add(BUCKET, "half-\ud800", {"bucket": "half-\udfff"})
    text = page([Review(change=compare(old.plan(), new.plan()))])
    assert text.encode()
    assert "⟨U+D800⟩" in text
