"""One secret after the other is planted on either side of a change; no output of any command holds a trace of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import cast

import pytest

from evenkeel import diff, estimate
from evenkeel.model import Finding, Judgement, Level, Location, Outcome, Plan, Secret, Severity, Value, Waiver
from evenkeel.model.change import Danger, DangerKind
from evenkeel.model.review import Costs, Refusal, Review, Verdicts
from evenkeel.plan import dumps, loads
from evenkeel.report import (
    concealment_of,
    estimate_explain,
    estimate_json,
    estimate_terminal,
    findings_json,
    findings_junit,
    findings_sarif,
    findings_terminal,
    preview,
)
from evenkeel.report.architecture import architecture_document, architecture_svg, architecture_text
from evenkeel.report.changes_picture import picture
from evenkeel.report.changes_values import Shown
from evenkeel.report.page import page
from evenkeel.report.review_json import review_json
from evenkeel.report.review_markdown import comment
from evenkeel.report.review_terminal import review_terminal
from policies import check
from tests.report.plans import Sketch
from tests.report.planted_secrets import MARKED, UNMARKED, made, odd, traces

KINDS = ("aws:ssm/parameter:Parameter", "kubernetes:apps/v1:Deployment", "aws:cloudformation/stack:Stack")
PRICED = "aws:ec2/natGateway:NatGateway"
TODAY = date(2026, 11, 1)
HERE = Location(file="stacks/Pulumi.prod.yaml", line=1)


def planted(value: dict[str, Value] | None, label: str, *, named: str = "", **outputs: Value) -> Plan:
    """Return a plan with a secret in a resource of each kind, and in names where `named` holds one."""
    sketch = Sketch()
    owner = sketch.add("evenkeel:index:Bucket", f"part-{named}" if named else "part")
    sketch.add(PRICED, f"nat-{named}" if named else "nat", {"subnetId": "subnet-1"}, parent=owner)
    for place, kind in enumerate(KINDS if value is not None else ()):
        sketch.add(kind, f"planted-{place}", {"label": label, **(value or {})}, parent=owner)
    return sketch.plan(**outputs)


def forms_of_plan(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield what `preview`, `estimate` and `check` say of a plan, by the same calls."""
    concealment = concealment_of(plan)
    yield "preview", preview(plan, width=400)
    yield "preview in detail", preview(plan, width=4000, details=True)
    yield "plan file", dumps(concealment.plan(plan))
    yield "architecture", architecture_svg(plan)
    yield "architecture in words", "\n".join(architecture_text(plan))
    figures = concealment.record(estimate.estimate(plan))
    ideas = concealment.record(estimate.savings(plan))
    yield "estimate", estimate_terminal(figures, ideas, width=400)
    yield "estimate as JSON", estimate_json(figures, ideas)
    yield "estimate explained", estimate_explain(figures, figures.resources, width=400)
    yield from forms_of_judgement(concealment.record(check(plan, today=TODAY, environment="prod")))


def forms_of_judgement(judgement: Judgement) -> Iterator[tuple[str, str]]:
    yield "findings", findings_terminal(judgement, width=400)
    yield "findings as JSON", findings_json(judgement)
    yield "findings as JUnit", findings_junit(judgement)
    yield "findings as SARIF", findings_sarif(judgement, version="1.0", fallback=HERE)


def forms_of_review(review: Review) -> Iterator[tuple[str, str]]:
    """Yield every form of `diff`."""
    assert review.verdicts is not None
    shown = Shown(review.change)
    yield "comment", comment(review, limit=10_000_000)
    yield "short comment", comment(review, limit=900)
    yield "terminal", review_terminal([review], width=4000)
    yield "terminal in detail", review_terminal([review], width=4000, details=True)
    yield "page", page([review])
    yield "JSON", review_json([review])
    yield "JSON, read", str(json.loads(review_json([review])))
    yield "picture", picture(shown)
    yield "architecture", architecture_svg(review.change.head, change=review.change)
    yield "architecture as a file", architecture_document(review.change.head, review.change)
    yield "architecture in words", "\n".join(architecture_text(review.change.head, review.change))
    yield from forms_of_judgement(shown.concealment.record(review.verdicts.judgement))


def reviewed(base: Plan, head: Plan) -> Review:
    """Return a change with real estimates and judgements."""
    found = [check(plan, today=TODAY, environment="prod") for plan in (base, head)]
    figures = [estimate.estimate(plan) for plan in (base, head)]
    known = set(found[0].findings)
    return Review(
        change=diff.compare(base, head, base_label="main", head_label="topic"),
        costs=Costs(base=figures[0], head=figures[1], delta=estimate.compare(figures[0], figures[1])),
        verdicts=Verdicts(
            judgement=found[1],
            added=tuple(each for each in found[1].findings if each not in known),
            removed=tuple(each for each in found[0].findings if each not in set(found[1].findings)),
        ),
    )


def leaks(forms: Iterator[tuple[str, str]], *planted_ones: str) -> list[tuple[str, str]]:
    """Return which forms hold which traces."""
    return [
        (name, text[max(text.find(trace) - 60, 0) : text.find(trace) + 60])
        for name, text in forms
        for secret in planted_ones
        for trace in traces(secret)
        if trace in text
    ]


@pytest.mark.parametrize("plant", [*UNMARKED.values(), *MARKED.values()], ids=[*UNMARKED, *MARKED])
def test_a_leak_would_be_seen(plant: Callable[[str], dict[str, Value]]) -> None:
    secret = made()
    value = plant(secret)
    bare = [each.value for each in value.values() if isinstance(each, Secret)]
    assert leaks(iter([("raw", f"{value} {bare}")]), secret)


def sides(plant: Callable[[str], dict[str, Value]], old: str, new: str) -> Iterator[tuple[Plan, Plan]]:
    """Yield a secret that changes, that comes, that goes with what holds it, and that stays."""
    before, after = plant(old), plant(new)
    for first, second in ((before, after), (None, after), (before, None), (after, after)):
        yield planted(first, "as it was", out=Secret(old)), planted(second, "as it is", out=Secret(new))


@pytest.mark.parametrize("plant", UNMARKED.values(), ids=UNMARKED)
def test_no_review_shows_what_looks_like_a_secret(plant: Callable[[str], dict[str, Value]]) -> None:
    old, new = made(), made()
    for base, head in sides(plant, old, new):
        bare = replace(base, outputs={}), replace(head, outputs={})  # there nothing else says that it is one
        assert leaks(forms_of_review(reviewed(*bare)), old, new) == []


@pytest.mark.parametrize("plant", MARKED.values(), ids=MARKED)
def test_no_review_shows_what_is_marked(plant: Callable[[str], dict[str, Value]]) -> None:
    old, new = odd(), odd()
    for base, head in sides(plant, old, new):
        assert leaks(forms_of_review(reviewed(base, head)), old, new) == []


@pytest.mark.parametrize("plant", [*UNMARKED.values(), *MARKED.values()], ids=[*UNMARKED, *MARKED])
def test_no_report_on_a_plan_shows_a_secret(plant: Callable[[str], dict[str, Value]]) -> None:
    secret = made()
    plan = planted(plant(secret), "as it is")
    assert leaks(forms_of_plan(plan), secret) == []
    assert any("as it is" in text for _, text in forms_of_plan(plan))


def test_what_is_marked_is_hidden_in_names_and_in_outputs_of_the_stack() -> None:
    secret, other = made(), made()
    base = planted({"x": Secret(secret)}, "as it was", named=secret)
    head = planted({"x": Secret(secret)}, "as it is", named=secret, url=f"see {secret}", one=Secret({"deep": [other]}))
    assert leaks(forms_of_plan(head), secret, other) == []
    assert leaks(forms_of_review(reviewed(base, head)), secret, other) == []
    assert leaks(forms_of_review(reviewed(planted(None, ""), head)), secret, other) == []
    assert leaks(forms_of_review(reviewed(head, planted(None, ""))), secret, other) == []


def test_what_is_marked_is_hidden_in_dangers_findings_refusals_options_and_notes() -> None:
    secret = made()
    base = planted({"x": Secret(secret)}, "as it was")
    sketch = planted({"x": Secret(secret)}, "as it is")
    last = sketch.resources[-1]
    changed = replace(last, ignore_changes=(secret,), aliases=(f"{last.urn}{secret}",))
    resources = (*sketch.resources[:-1], changed)
    head = replace(sketch, stack=f"prod-{secret}", versions={"tool": secret}, resources=resources)
    found = reviewed(base, head)
    urn = changed.urn
    finding = Finding(
        rule="r", title=f"t {secret}", severity=Severity.HIGH, level=Level.MANDATORY, outcome=Outcome.ERROR,
        urn=f"{urn}-{secret}", type="a:b:C", path=f'tags["{secret}"]', message=f"is {secret}", remedy=f"not {secret}",
        sources=(f"{urn}-{secret}",), gates=True, location=Location(file=f"{secret}.yaml", line=1),
        waiver=Waiver(rule="r", urn="*", reason=secret, owner=secret, expires=TODAY),
    )  # fmt: skip
    assert found.verdicts is not None
    judgement = replace(found.verdicts.judgement, findings=(finding,), environment=secret)
    danger = Danger(kind=DangerKind.ACCESS_WIDENED, urn=urn, detail=f"open to {secret}")
    told = replace(
        found,
        change=replace(found.change, dangers=(danger,), notes=(f"from {secret}",), base_label=secret),
        verdicts=Verdicts(judgement=judgement, added=(finding,), removed=(finding,)),
        refusals=(Refusal(gate=secret, reason=f"because {secret}"),),
    )
    assert leaks(forms_of_review(told), secret) == []


@pytest.mark.parametrize("plant", ["an argument", "user data", "a kubeconfig", "a URL, percent-encoded"])
def test_a_plan_file_keeps_that_there_is_a_secret(plant: str) -> None:
    plan = planted(UNMARKED[plant](made()), "as it is")
    read = loads(dumps(concealment_of(plan).plan(plan)))
    assert "Secret([redacted])" in repr(read.resources[-1].inputs)
    assert [each.urn for each in read.resources] == [each.urn for each in plan.resources]
    assert cast("str", read.resources[-1].inputs["label"]) == "as it is"


def test_a_plan_without_secrets_is_written_as_it_is() -> None:
    script = 'token: str = read(path)\nif not token:\n    raise Failure("no token: set one")\n'
    plan = planted({"data": {"program.py": script}, "args": ["--port=80"], "password": "$(FROM_ENVIRONMENT)"}, "x")
    assert dumps(concealment_of(plan).plan(plan)) == dumps(plan)


def test_two_keys_that_are_secrets_stay_two() -> None:
    plan = planted({"map": {f"hf_{made()}": place for place in (1, 2)}}, "x")
    change = diff.compare(planted(None, "x"), plan)
    [resource, *_] = [each for each in change.resources if each.resource.name == "planted-0"]
    shown = Shown(change).inputs(resource.resource)["map"]
    assert sorted(cast("dict[str, int]", shown).values()) == [1, 2]
