"""The pack's own process, asked as the engine asks it, finds what `evenkeel check` finds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pulumi.runtime.proto import analyzer_pb2 as proto

from evenkeel.model import Plan, Resource, Value
from policies import check, load_rules
from tests.policies.engine import Engine, engine
from tests.stacks.plans import STACKS, plan_of, platform_of

UNSEEN = {rule.id for rule in load_rules() if rule.unseen}


@pytest.fixture(scope="module")
def pack() -> Iterator[Engine]:
    with engine() as started:
        yield started


def broken(stack: str) -> Plan:
    """Return a plan in which every resource has lost one property and every list its last member."""

    def worse(resource: Resource) -> Resource:
        inputs: dict[str, Value] = dict(resource.inputs)
        spec = inputs.get("spec")
        if isinstance(spec, dict) and spec:
            inputs["spec"] = {key: value for key, value in spec.items() if key != max(spec)}
        elif inputs:
            inputs.pop(max(key for key in inputs))
        return replace(resource, inputs=inputs)

    plan = plan_of(stack)
    return replace(plan, resources=tuple(worse(resource) for resource in plan.resources))


def asked(pack: Engine, plan: Plan, platform: object, *, outputs: bool = True) -> set[tuple[str, str, bool, str]]:
    pack.configure(plan, {"evenkeel:platform": json.dumps(platform)})
    return {
        (found.policyName, found.urn, found.enforcementLevel == proto.MANDATORY, found.message.splitlines()[1])
        for found in pack.judge(plan, outputs=outputs)
    }


def checked(plan: Plan, environment: str) -> set[tuple[str, str, bool, str]]:
    judgement = check(plan, today=datetime.now(UTC).date(), environment=environment)
    return {
        (
            found.rule,
            found.urn,
            found.gates,
            (f"{found.path}: " if found.path else "")
            + found.message
            + (
                f"; it comes from {', '.join(urn.rpartition('::')[2] for urn in found.sources)}"
                if found.sources
                else ""
            ),
        )
        for found in judgement.findings
        if found.rule not in UNSEEN
    }


@pytest.mark.parametrize("stack", STACKS)
def test_engine_and_check_find_the_same_in_a_stack_as_it_is(pack: Engine, stack: str) -> None:
    platform = platform_of(stack)

    assert asked(pack, plan_of(stack), platform) == checked(plan_of(stack), platform["environment"])


@pytest.mark.parametrize("stack", STACKS)
def test_engine_and_check_find_the_same_in_a_broken_stack(pack: Engine, stack: str) -> None:
    plan, platform = broken(stack), platform_of(stack)
    found = checked(plan, platform["environment"])

    assert found
    assert asked(pack, plan, platform) == found


def test_first_preview_of_a_cluster_without_any_output_is_judged_all_the_same(pack: Engine) -> None:
    plan, platform = broken("prod"), platform_of("prod")

    assert asked(pack, plan, platform, outputs=False) == checked(plan, "prod")
