"""Broken files of `evenkeel diff` are told in words, and leave every report as it was."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Fails, Workplace
from tests.cli.test_diff import STATE_HEAD, repository

__all__ = ["repository"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ('{"version": 3, "deployment": {"resou', "cut off"),
        ("[1, 2]", "not an object"),
        ('{"name": "x"}', "neither a plan, nor a state, nor a preview"),
        ('{"version": 99, "deployment": {"resources": []}}', "version 99"),
        ('{"version": 3, "deployment": {"resources": [{"urn": "nonsense"}]}}', "not a URN"),
        ('{"version": 3, "deployment": 4}', "not a mapping"),
        ('{"steps": [{"op": "create"}]}', "damaged"),
        ('{"steps": 3}', "damaged"),
        ("\x00\x01", "not JSON"),
    ],
)
def test_a_broken_file_is_told_in_words(repository: Workplace, fails: Fails, text: str, words: str) -> None:
    repository.write("broken.json", text)
    complaint = fails("diff", "broken.json", ".")
    assert words in complaint
    assert "broken.json" in complaint


BROKEN: dict[str, tuple[bytes, str]] = {
    "cut off": (b'{"version": 3, "deployment": {"resou', "cut off"),
    "cut off within a letter": ('{"version": 3, "name": "\N{SNOWMAN}'.encode()[:-1], "not text in UTF-8"),
    "of another version": (b'{"version": 4, "deployment": {"resources": []}}', "version 4, where 3 is read"),
    "of an old version": (b'{"version": 2, "deployment": {"resources": []}}', "export it again with a current"),
    "no plan": (b'{"name": "x"}', "neither a plan, nor a state, nor a preview"),
    "empty": (b"", "empty"),
    "blank": (b" \n", "empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\xff\xfe", "not text in UTF-8"),
    "events, one a line": (
        b'{"sequence": 0, "preludeEvent": {}}\n{"sequence": 1}\n{"sequence": 2}\n',
        "one JSON event a line",
    ),
    "nested without end": (
        b'{"version": 3, "deployment": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_001,
        "nested too deeply",
    ),
    "a state of nothing": (b'{"version": 3, "deployment": {"resources": []}}', "nothing is deployed"),
    "a parent that is no text": (
        json.dumps(
            {"version": 3, "deployment": {"resources": [{"urn": f"{STATE_HEAD}a:b:C::d", "parent": 3}]}}
        ).encode(),
        "`parent` is not text but int",
    ),
    "parents in a circle": (
        json.dumps(
            {"version": 3, "deployment": {"resources": [
                {"urn": f"{STATE_HEAD}a:b:C::d", "parent": f"{STATE_HEAD}a:b:C::e"},
                {"urn": f"{STATE_HEAD}a:b:C::e", "parent": f"{STATE_HEAD}a:b:C::d"},
            ]}}
        ).encode(),
        "a circle",
    ),
    "not a URN, and a credential": (
        b'{"version": 3, "deployment": {"resources": [{"urn": "hf_' + b"a1B2" * 9 + b'"}]}}', "'[secret]' is not a URN"
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("side", [0, 1], ids=["base", "head"])
def test_a_broken_file_leaves_reports_untouched(workplace: Workplace, fails: Fails, kind: str, side: int) -> None:
    content, words = BROKEN[kind]
    (workplace.root / "broken.json").write_bytes(content)
    sound = {"urn": f"{STATE_HEAD}aws:kms/key:Key::k", "type": "aws:kms/key:Key", "custom": True}
    workplace.write("sound.json", json.dumps({"version": 3, "deployment": {"resources": [sound]}}))
    report, comment = workplace.write("review/review.html", "former"), workplace.write("comment.md", "former")
    files = ["sound.json", "sound.json"]
    files[side] = "broken.json"
    asked = (("--out", "comment.md"), ("--report", "review"), ("--report", "new/folder"))
    for arguments in asked[: 3 if side else 1]:
        complaint = fails("diff", *files, *arguments)
        assert "broken.json" in complaint
        assert words in complaint
    assert report.read_text() == comment.read_text() == "former"


@pytest.mark.parametrize("arguments", [("diff", "nowhere"), ("diff", "main", "--stack", "nope")])
def test_no_folder_of_reports_is_made_where_there_is_nothing_to_report(
    repository: Workplace, fails: Fails, arguments: tuple[str, ...]
) -> None:
    assert repository.root.exists()
    assert fails(*arguments, "--report", "new/folder")


def test_a_name_that_no_file_can_have_is_told_in_words(repository: Workplace, fails: Fails) -> None:
    assert repository.root.exists()
    assert "neither a git revision nor a file" in fails("diff", "n" * 5000)
