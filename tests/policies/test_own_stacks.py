"""The project's own stacks: they pass every mandatory rule, without a waiver and with nothing left unjudged."""

from __future__ import annotations

from datetime import date

import pytest

from evenkeel.model import Outcome
from policies import check
from tests.stacks.plans import STACKS, plan_of, platform_of

TODAY = date(2026, 11, 1)


@pytest.mark.parametrize("stack", STACKS)
def test_own_stack_passes_every_mandatory_rule(stack: str) -> None:
    judgement = check(plan_of(stack), today=TODAY, environment=platform_of(stack)["environment"])

    assert [f"{found.rule} {found.urn} {found.path}: {found.message}" for found in judgement.gated] == []


@pytest.mark.parametrize("stack", STACKS)
def test_on_own_stack_every_rule_can_be_evaluated(stack: str) -> None:
    judgement = check(plan_of(stack), today=TODAY, environment=platform_of(stack)["environment"])
    left = [found for found in judgement.findings if found.outcome is not Outcome.FAILED]

    assert [f"{found.rule} {found.urn} {found.path}: {found.message}" for found in left] == []


@pytest.mark.parametrize("stack", STACKS)
def test_own_stack_needs_no_waiver(stack: str) -> None:
    assert check(plan_of(stack), today=TODAY).waivers == ()
