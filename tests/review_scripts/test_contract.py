"""What evenkeel writes is what the scripts take."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from evenkeel.diff import compare
from evenkeel.model import UNKNOWN, Plan
from evenkeel.model.review import Review
from evenkeel.report.review_markdown import LIMIT as LONGEST_OF_EVENKEEL
from evenkeel.report.review_markdown import comment
from scripts.review.artefact import LIMIT, read_drafts
from scripts.review.marks import marker_of
from tests.report.plans import Sketch


def plan(*keys: str, stack: str = "dev") -> Plan:
    sketch = Sketch(stack)
    for key in keys:
        sketch.add("aws:kms/key:Key", key)
    return sketch.plan()


def reviewed(base: Plan, head: Plan) -> str:
    return comment(Review(change=compare(base, head, base_label="main", head_label="feature")))


def test_a_comment_of_evenkeel_has_room_for_what_is_added() -> None:
    assert LONGEST_OF_EVENKEEL + 2000 < LIMIT


@pytest.mark.parametrize("stack", ["dev", "org/shop/dev", "a--b", "größe", "x y", "100%"])
def test_each_name_of_a_stack_is_found_again(tmp_path: Path, stack: str) -> None:
    both = plan("key", stack=stack)
    (tmp_path / f"comment-{quote(stack, safe='')}.md").write_text(reviewed(both, both), encoding="utf-8")
    (draft,) = read_drafts(tmp_path)
    assert draft.marker == marker_of(draft.text)


def test_only_a_change_is_worth_a_new_comment(tmp_path: Path) -> None:
    one, two = plan("key"), plan("key", "other")
    file = tmp_path / "comment-dev.md"
    file.write_text(reviewed(one, one), encoding="utf-8")
    assert read_drafts(tmp_path)[0].quiet
    sketch = Sketch("dev")
    sketch.add("aws:s3/bucketPolicy:BucketPolicy", "policy", {"policy": UNKNOWN})
    later = sketch.plan()
    file.write_text(reviewed(later, later), encoding="utf-8")
    assert "as far as is known before a deployment" in file.read_text(encoding="utf-8")
    assert read_drafts(tmp_path)[0].quiet
    file.write_text(reviewed(one, two), encoding="utf-8")
    assert not read_drafts(tmp_path)[0].quiet
