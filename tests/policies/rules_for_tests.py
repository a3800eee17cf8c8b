"""Small rules and plans by which the framework is tested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evenkeel.model import Fidelity, Plan, Resource, Severity, Value
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import ADVISORY, MANDATORY, Enforcement, Parameter, PlanRule, ResourceRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict, each

THING = "test:index:Thing"


def large_enough(
    *, enforcement: Enforcement = MANDATORY, identifier: str = "thing-size", needs: str = "size"
) -> ResourceRule:
    """Return a rule that asks for a size of 3 or what the parameter says."""

    def judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
        size = properties(resource)[needs]
        if size.number() < settings.number("least"):
            yield size.fails(f"is {size.number():g}, less than {settings.number('least'):g}")

    def remedied(resource: Resource, settings: Settings) -> Mapping[str, Value] | None:
        return {**resource.inputs, needs: settings.number("least")}

    return ResourceRule(
        id=identifier,
        title="Things are large enough",
        why="A small thing is lost.",
        severity=Severity.HIGH,
        applies_to=("test:*:Thing",),
        enforcement=enforcement,
        remedy="Make it larger.",
        parameters=(
            Parameter(
                name="least", default=3, meaning="smallest size", by_environment={"dev": 1}, minimum=0, maximum=9
            ),
        ),
        judge=judge,
        remedied=remedied,
    )


def broken_rule(*, enforcement: Enforcement = ADVISORY) -> ResourceRule:
    """Return a rule that raises."""

    def judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
        yield Failure(resource, (), "is looked at first")
        raise KeyError("password=hunter2")

    return ResourceRule(
        id="thing-broken",
        title="Things are not broken",
        why="Broken things break.",
        severity=Severity.LOW,
        applies_to=(THING,),
        enforcement=enforcement,
        remedy="Mend it.",
        judge=judge,
    )


def one_of_each_size() -> PlanRule:
    """Return a rule that refuses a second thing of a size."""

    def judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
        seen: dict[float, Resource] = {}

        def judge_one(resource: Resource) -> Iterator[Verdict]:
            size = properties(resource)["size"]
            first = seen.setdefault(size.number(), resource)
            if first is not resource:
                yield size.fails(f"is that of {first.name} too")

        yield from each(view.of_type(THING), judge_one)

    return PlanRule(
        id="thing-distinct",
        title="No two things have one size",
        why="They could be mistaken for each other.",
        severity=Severity.MEDIUM,
        applies_to=(THING,),
        enforcement=MANDATORY,
        remedy="Change one.",
        judge=judge,
    )


def thing(name: str, *, external: bool = False, sources: tuple[str, ...] = (), **inputs: Value) -> Resource:
    """Return a thing."""
    return Resource(
        urn=f"urn:pulumi:test::shop::{THING}::{name}",
        type=THING,
        name=name,
        custom=True,
        external=external,
        inputs=inputs,
        property_dependencies={"size": sources} if sources else {},
    )


def plan_with(*resources: Resource, stack: str = "test") -> Plan:
    """Return a plan of some resources."""
    return Plan(project="shop", stack=stack, fidelity=Fidelity.RECORDED, resources=resources)
