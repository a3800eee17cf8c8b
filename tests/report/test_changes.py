from __future__ import annotations

import json
import re

import pytest

from evenkeel.diff import compare
from evenkeel.model import Value
from evenkeel.model.change import Change, Difference, SecretChange
from evenkeel.model.review import Review
from evenkeel.report.changes_json import diff_json
from evenkeel.report.changes_picture import picture
from evenkeel.report.changes_values import Shown
from evenkeel.report.comment_section import Section, fitted
from evenkeel.report.review_markdown import comment, marker
from evenkeel.report.review_terminal import review_terminal
from tests.report.plans import Sketch, large

BUCKET = "aws:s3/bucket:Bucket"
FENCE = re.compile(r"^(`{3,})(.*)$")


def balanced(text: str) -> bool:
    """Tell whether every fence and every fold is closed, fences as CommonMark reads them."""
    opened = ""
    folds = 0
    for line in text.splitlines():
        match = FENCE.match(line)
        if opened:
            if match and len(match[1]) >= len(opened) and not match[2].strip():
                opened = ""
        elif match:
            opened = match[1]
        else:
            folds += line.count("<details>") - line.count("</details>")
            assert folds >= 0
    return not opened and not folds


def change_of(before: dict[str, Value], after: dict[str, Value], token: str = BUCKET) -> Change:
    old, new = Sketch(), Sketch()
    old.add(token, "thing", before)
    new.add(token, "thing", after)
    return compare(old.plan(), new.plan(), base_label="main", head_label="topic")


def many(count: int, text: str = "x") -> Change:
    old, new = Sketch(), Sketch()
    for index in range(count):
        part = new.add("evenkeel:index:Storage", f"part-{index}")
        old.add("evenkeel:index:Storage", f"part-{index}")
        old.add(BUCKET, f"bucket-{index}", {"tags": {"note": text}}, parent=part, protect=True)
        new.add(BUCKET, f"bucket-{index}", {"tags": {"note": text * 8}}, parent=part)
    return compare(old.plan(), new.plan())


def test_comment_starts_with_marker_verdict_and_counts() -> None:
    text = comment(Review(change=change_of({"bucket": "a"}, {"bucket": "b"})))
    first, _, second, *_ = text.splitlines()
    assert first == marker("evenkeel", "prod") == "<!-- evenkeel:diff:evenkeel/prod -->"
    assert second == "## Changes 1 resource of stack prod; 1 danger to look at first."
    assert "| ± replace (predicted) |" in text
    assert text.index("data replaced") < text.index("<details>")


def test_marker_cannot_be_broken_out_of() -> None:
    assert marker("a-->b", "c--!>").count("--") == 2


def test_comment_of_nothing_says_so() -> None:
    text = comment(Review(change=change_of({"bucket": "a"}, {"bucket": "a"})))
    assert "Nothing changes." in text
    assert "mermaid" not in text


@pytest.mark.parametrize("text", ["x" * 400, "`" * 90, "~~~\n```\n", "ÄÖ€𝄞" * 80, "</details>\n<!--"])
@pytest.mark.parametrize("count", [1, 30, 400])
def test_comment_always_fits_and_is_always_balanced(count: int, text: str) -> None:
    found = comment(Review(change=many(count, text)))
    assert len(found) < 60_000
    assert len(found.encode()) < 60_000
    assert balanced(found)
    assert found.startswith(marker("evenkeel", "prod"))
    assert "protection lost" in found


def test_the_least_important_is_left_out_first_and_it_is_said() -> None:
    least = Section(title="Savings", body="s" * 300, priority=5)
    most = Section(title="Policies", body="p" * 300, priority=90)
    found = fitted("head", [least, most], 500)
    assert found is not None
    assert "p" * 300 in found
    assert "s" * 300 not in found
    assert "Left out to fit into a comment: Savings" in found
    assert fitted("h" * 500, [], 500) is None


@pytest.mark.parametrize("limit", [300, 2_000, 10_000])
def test_comment_keeps_any_limit(limit: int) -> None:
    assert len(comment(Review(change=many(60)), limit=limit).encode()) < limit


def test_words_from_elsewhere_are_not_read_as_markdown() -> None:
    change = change_of({"policy": {"Statement": []}}, {"policy": {"Statement": [
        {"Effect": "Allow", "Action": "<img src=x>", "Resource": "[a](http://b) @everyone | `"}]}})  # fmt: skip
    head = comment(Review(change=change)).partition("### What changes")[0]
    assert "<img" not in head
    assert "[a](http" not in head
    assert "@everyone" not in head


def test_kubernetes_objects_read_as_yaml() -> None:
    def spec(image: str, replicas: int) -> dict[str, Value]:
        pod: Value = {"containers": [{"name": "engine", "image": image}, {"name": "side", "image": "s"}]}
        return {"metadata": {"name": "chat"}, "spec": {"replicas": replicas, "template": {"spec": pod}}}

    text = review_terminal([Review(change=change_of(spec("v:1", 2), spec("v:2", 3), "kubernetes:apps/v1:Deployment"))])
    lines = [line[6:] for line in text.splitlines() if line.startswith("      ")]
    assert lines == [
        "  spec:",
        "-   replicas: 2",
        "+   replicas: 3",
        "    template:",
        "      spec:",
        "        containers:",
        "          - name: engine",
        "-           image: v:1",
        "+           image: v:2",
    ]


def test_terminal_tells_what_forces_a_replacement() -> None:
    text = review_terminal([Review(change=change_of({"bucket": "a"}, {"bucket": "b"}))], width=100)
    assert "~ bucket: a → b    # forces a replacement (predicted)" in text
    assert "Look at these first" in text
    assert max(map(len, text.splitlines())) <= 140


def test_a_script_is_compared_line_by_line() -> None:
    old, new = "#!/bin/sh\nset -e\nstart one\n", "#!/bin/sh\nset -e\nstart two\n"
    text = review_terminal([Review(change=change_of({"script": old}, {"script": new}))])
    assert "-   start one" in text
    assert "+   start two" in text
    assert "#!/bin/sh" not in text


def test_secrets_of_the_stack_file_are_told_by_key() -> None:
    changed = SecretChange(key="evenkeel:hubToken", difference=Difference.SECRET_CHANGED)
    plan = large()
    change = compare(plan, plan, secrets=[changed])
    assert not change.is_empty
    for text in (comment(Review(change=change)), review_terminal([Review(change=change)])):
        assert "hubToken" in text
        assert "changed (redacted)" in text


def test_json_holds_everything_and_is_json() -> None:
    change = change_of({"bucket": "a", "tags": {"x": "1"}}, {"bucket": "b", "tags": {}})
    content = json.loads(json.dumps(diff_json(change)))
    [resource] = content["resources"]
    assert resource["operation"] == "replace"
    assert resource["properties"] == [
        {"path": "bucket", "sign": "~", "effect": "replaces", "before": "a", "after": "b"},
        {"path": "tags.x", "sign": "-", "effect": "in place", "before": "1"},
    ]
    assert content["counts"]["replace"] == 1
    assert content["dangers"][0]["kind"] == "data replaced"


def test_picture_groups_by_component_and_has_no_signs_that_mermaid_reads() -> None:
    source = picture(Shown(many(30)))
    assert source.startswith("flowchart LR")
    assert "more components" in source
    assert all(not label.startswith(("-", "+", "*")) for label in re.findall(r'\["([^"]*)"\]', source))
    assert source.count("subgraph") == source.count("\n  end")


def test_few_components_that_nothing_links_stand_beside_each_other_the_first_one_first() -> None:
    # Mermaid draws unlinked boxes from the last to the first
    source = picture(Shown(many(3)))
    assert source.startswith("flowchart TB")
    assert re.findall(r'subgraph \w+\["([^"]*)"\]', source) == ["part-2", "part-1", "part-0"]
