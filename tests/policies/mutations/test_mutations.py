"""Every single change to a stack's plan that breaks something is noticed by the rule that is there for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Final, NamedTuple

import pytest

from evenkeel.model import Finding, Level, Outcome, Resource
from policies.assessment import Assessment
from policies.configuration import Configuration
from policies.judge import judge
from policies.pack import load_rules
from policies.plan_view import PlanView
from tests.policies.mutations.missed import MISSED
from tests.policies.mutations.operator import Mutation
from tests.policies.mutations.operators import mutations_of
from tests.stacks.plans import STACKS, plan_of, platform_of

LEAST_MUTATIONS: Final = 200
LEAST_CAUGHT: Final = 0.95


class Found(NamedTuple):
    """What tells one finding from another."""

    rule: str
    urn: str
    path: str
    message: str


@pytest.mark.parametrize("stack", STACKS)
def test_right_rules_catch_nearly_every_mutation(stack: str) -> None:
    mutations = list(mutations_of(plan_of(stack)))
    missed = missed_of(stack, mutations)
    reasons = MISSED.get(stack, {})

    assert len(mutations) >= LEAST_MUTATIONS
    assert 1 - len(missed) / len(mutations) >= LEAST_CAUGHT, told(missed)
    unexplained = [each for each in missed if not any(means(key, each) for key in reasons)]
    assert not unexplained, told(unexplained)
    left_over = [key for key in reasons if not any(means(key, each) for each in missed)]
    assert left_over == []


@pytest.mark.parametrize("stack", STACKS)
def test_no_mandatory_rule_fires_on_the_plan_as_it_is(stack: str) -> None:
    found = judge(plan_of(stack), load_rules(), environment=environment(stack)).findings

    assert [each for each in found if each.level is Level.MANDATORY] == []


def environment(stack: str) -> str:
    """Return the environment of a stack."""
    return str(platform_of(stack)["environment"])


def missed_of(stack: str, mutations: Iterable[Mutation]) -> list[Mutation]:
    """Return the mutations of a stack's plan after which no right rule finds anything more than before."""
    where = environment(stack)
    asked = {rule.id: Assessment((rule,), Configuration(), where) for rule in load_rules()}
    resources = plan_of(stack).resources
    before = frozenset(found_by(list(asked.values()), resources, PlanView(resources)))
    missed: list[Mutation] = []
    for mutation in mutations:
        right = [asked[rule.id] for rule in load_rules() if mutation.expected.is_met_by(rule)]
        if before.issuperset(found_by(right, mutation.touched, PlanView(mutation.resources))):
            missed.append(mutation)
    return missed


def found_by(assessments: Sequence[Assessment], touched: Iterable[Resource], view: PlanView) -> list[Found]:
    """Return the failures that some rules find: of single resources, and over all of them."""
    findings: list[Finding] = []
    for resource in touched:
        findings += [finding for each in assessments for finding in each.of_resource(resource)]
    findings += [finding for each in assessments for finding in each.of_plan(view)]
    return [Found(each.rule, each.urn, each.path, each.message) for each in findings if each.outcome is Outcome.FAILED]


def means(key: tuple[str, str], mutation: Mutation) -> bool:
    """Return whether an entry of the table of reasons means a mutation."""
    return key[0] == mutation.operator and fnmatchcase(mutation.site, key[1])


def told(missed: Iterable[Mutation]) -> str:
    """Return mutations in words."""
    return "\n".join(f"{each.operator}: {each.site} (expected {', '.join(each.expected.names)})" for each in missed)
