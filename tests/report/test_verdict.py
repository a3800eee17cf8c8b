"""The first sentence is never more certain, or more alarming, than what is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from evenkeel.diff import compare
from evenkeel.model import UNKNOWN, Fidelity, Plan, Secret, Value
from evenkeel.model.review import Review
from evenkeel.report.changes_notes import last_notes
from evenkeel.report.page import page
from evenkeel.report.review_markdown import comment
from evenkeel.report.review_terminal import review_terminal
from evenkeel.report.review_words import review_verdict
from tests.estimate.plans import nat_gateway, plan
from tests.report.markup import parsed
from tests.report.plans import Sketch
from tests.report.sample_reviews import costs

POLICY = "aws:s3/bucketPolicy:BucketPolicy"
KEY = "aws:kms/key:Key"
OPEN = "Nothing changes, as far as is known before a deployment."
FORMS: dict[str, Callable[[Review], str]] = {
    "comment": comment,
    "terminal": lambda found: review_terminal([found]),
    "page": lambda found: parsed(page([found])).one("main").text(),
}
every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def holding(inputs: dict[str, Value], *, token: str = POLICY, stack: str = "prod", **options: Any) -> Plan:
    sketch = Sketch(stack)
    sketch.add(token, "thing", inputs, **options)
    return sketch.plan()


def between(base: Plan, head: Plan) -> Review:
    return Review(change=compare(base, head, base_label="main", head_label="topic"))


@every_form
def test_values_that_both_sides_know_only_later_are_a_doubt(form: Callable[[Review], str]) -> None:
    """A policy made by `Output.concat(bucket.arn, "/*")` is unknown, whatever stands behind the ARN."""
    both = holding({"policy": UNKNOWN, "deep": [{"a": UNKNOWN}, 1], "hidden": Secret(UNKNOWN), "known": "x"})
    text = form(between(both, both))
    assert OPEN in text
    assert "3 values are known only once deployed, on both sides, and were not compared" in text


@pytest.mark.parametrize(
    ("base", "head"),
    [
        (holding({"policy": "a"}), holding({"policy": "a"})),
        (holding({"policy": UNKNOWN}, custom=False), holding({"policy": UNKNOWN}, custom=False)),
    ],
    ids=["all known", "a component"],
)
def test_without_such_values_nothing_is_in_doubt(base: Plan, head: Plan) -> None:
    found = between(base, head)
    assert review_verdict(found) == "Nothing changes."
    assert not [note for note in last_notes(found.change) if "were not compared" in note]


def test_state_settles_what_is_known_only_later() -> None:
    sketch = Sketch()
    key = sketch.add(KEY, "key")
    sketch.add(POLICY, "policy", {"policy": UNKNOWN}, property_dependencies={"policy": (key,)})
    head = sketch.plan()
    known = tuple(replace(each, inputs={"policy": "arn"}) if each.type == POLICY else each for each in head.resources)
    state = replace(head, resources=known, fidelity=Fidelity.EXPORTED)
    assert review_verdict(between(state, head)) == "Nothing changes."


def test_what_only_may_change_is_not_said_to_change() -> None:
    token = "pulumi:providers:kubernetes"
    found = between(holding({"kubeconfig": "a"}, token=token), holding({"kubeconfig": UNKNOWN}, token=token))
    assert review_verdict(found).startswith("Nothing certain changes; 1 resource of stack prod may;")
    certain = between(holding({"kubeconfig": "a"}, token=token), holding({"kubeconfig": "b"}, token=token))
    assert review_verdict(certain).startswith("Changes no resource of stack prod, but 1 provider or component;")


@every_form
def test_two_stacks_are_told_beneath_the_title(form: Callable[[Review], str]) -> None:
    text = form(between(holding({"a": 1}), holding({"a": 2}, stack="dev")))
    words = "two stacks are compared: evenkeel/prod and evenkeel/dev"
    assert text.count(words) == 1
    assert text.index(words) < text.index("may replace")


@every_form
def test_a_stack_file_that_goes_deletes_nothing_by_itself(form: Callable[[Review], str]) -> None:
    base = plan(*nat_gateway("a"))
    nothing = replace(base, resources=())
    text = form(replace(between(base, nothing), costs=costs(base, None)))
    assert "The stack file goes; what is deployed stays until" in text
    assert "Changes" not in text.partition("NAT")[0].partition("Architecture")[0]
