"""The policy pack under the CLI finds what `evenkeel check` finds, in a file and in a preview."""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest
from pulumi import automation

from evenkeel.model import Plan, Resource
from evenkeel.plan import write
from tests.engine.harness import platform_engine
from tests.engine.policies import PACK, Told, analyzed, checked, one, with_analyzer
from tests.stacks.plans import STACKS, plan_of, platform_of


@pytest.fixture
def place() -> Generator[Path]:
    """A folder for one test."""
    with tempfile.TemporaryDirectory(prefix="evenkeel-engine-") as made:
        yield Path(made)


def broken(plan: Plan) -> Plan:
    """Return a plan in which every resource has lost a property."""

    def worse(resource: Resource) -> Resource:
        gone = max(resource.inputs, default="")
        return replace(
            resource,
            inputs={key: value for key, value in resource.inputs.items() if key != gone},
            outputs={key: value for key, value in resource.outputs.items() if key != gone},
        )

    return replace(plan, resources=tuple(worse(resource) for resource in plan.resources))


@pytest.mark.parametrize("stack", STACKS)
def test_policy_analyze_finds_what_check_finds(place: Path, stack: str) -> None:
    path = place / "plan.json"
    write(plan_of(stack), path)
    code, found = analyzed(path, place)

    assert found == checked(plan_of(stack))
    assert code == 0


def test_policy_analyze_refuses_what_check_refuses(place: Path) -> None:
    plan = broken(plan_of("prod"))
    path = place / "plan.json"
    write(plan, path)
    code, found = analyzed(path, place)

    assert found == checked(plan)
    assert code != 0


@pytest.mark.parametrize("stack", STACKS)
def test_first_preview_of_a_stack_finds_what_check_finds(place: Path, stack: str) -> None:
    found: set[Told] = set()

    def note(event: automation.EngineEvent) -> None:
        policy = event.policy_event
        if policy is not None:
            found.add(one(policy.policy_name, policy.resource_urn or "", policy.enforcement_level, policy.message))

    with platform_engine(place, stack) as (opened,):
        opened.stack.workspace.env_vars = {**opened.stack.workspace.env_vars, **with_analyzer(place)}
        opened.stack.preview(on_event=note, policy_packs=[str(PACK)])

    assert found == checked(plan_of(stack), platform_of(stack)["environment"])
