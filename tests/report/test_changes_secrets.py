"""What a reader is told of a secret that changes, without seeing it."""

from __future__ import annotations

from evenkeel.diff import compare
from evenkeel.model import Secret, Value
from evenkeel.model.review import Review
from evenkeel.report.review_markdown import comment
from evenkeel.report.review_terminal import review_terminal
from tests.report.plans import Sketch
from tests.report.planted_secrets import made


def outputs(before: dict[str, Value], after: dict[str, Value]) -> str:
    plans: list[Sketch] = []
    for value in (before, after):
        sketch = Sketch()
        sketch.add("a:b:C", "planted", value)
        plans.append(sketch)
    review = Review(change=compare(plans[0].plan(), plans[1].plan()))
    return comment(review) + review_terminal([review], width=400, details=True)


def test_that_a_secret_changed_is_told() -> None:
    assert "password: changed (redacted)" in outputs({"password": made()}, {"password": made()})


def test_what_cannot_be_read_may_have_changed() -> None:
    text = outputs({"value": Secret("[secret]")}, {"value": Secret("[secret]")})
    assert "may have changed" in text
    assert "planted" in text
