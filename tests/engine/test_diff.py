"""What `evenkeel diff` predicts is what the engine then does."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml

from evenkeel.diff import compare
from evenkeel.model import Plan
from evenkeel.plan import record_program
from tests.diff.generated import PAIRED, STARTS, platforms
from tests.engine.harness import PROJECT, STACK, Engine, Program, Step, platform_engine
from tests.engine.predictions import disagreements, done, exported, predicted
from tests.engine.programs import random_program
from tests.engine.small import Small
from tests.engine.stacks import recorded_plan

CHANGES = {
    "nothing": Small(),
    "a tag": Small(tag="two"),
    "an address that replaces": Small(blocks=(7, 1)),
    "a network that replaces what is in it": Small(cidr="10.0.0.0/15"),
    "a selector that cannot change": Small(image="two"),
    "an addition": Small(blocks=(0, 1, 2)),
    "a removal": Small(blocks=(0,), site=None),
    "a name with an alias": Small(site="place", former="site"),
    "a name without an alias": Small(site="place"),
    "an option": Small(retain=True),
    "several at once": Small(blocks=(9,), tag="three", image="two", site="place", former="site"),
}
SEEDS = range(25)
STACK_FILES = 3
"""Changes of each stack, one after the other."""


def plan_of(program: Program) -> Plan:
    return record_program(program, project=PROJECT, stack=STACK)


def check(engine: Engine, base: Plan, head: Plan, deploy: Callable[[], list[Step]]) -> dict[str, str]:
    """Compare what an update does with what is predicted, from the recorded base and from the deployed one."""
    sides = {"recorded": base, "deployed": exported(engine)}
    theirs = done(deploy())
    for name, side in sides.items():
        found = disagreements(predicted(side, head), theirs)
        assert not found, "\n".join([f"against the {name} base:", *found])
    return theirs


@pytest.mark.parametrize("what", CHANGES)
def test_each_kind_of_change_is_predicted(trial: Engine, what: str) -> None:
    trial.up(Small())
    theirs = check(trial, plan_of(Small()), plan_of(CHANGES[what]), lambda: trial.up(CHANGES[what]))
    assert (set(theirs.values()) == {"same"}) == (what in {"nothing", "a name with an alias", "an option"})


@pytest.mark.parametrize("seed", SEEDS)
def test_changes_of_random_programs_are_predicted(trial: Engine, seed: int) -> None:
    program = random_program(seed, disposable=True)
    base = plan_of(program)
    varied = (random_program(seed, disposable=True, variation=number) for number in count(seed))
    changed = next(program for program in varied if compare(base, plan_of(program)).changed)
    trial.up(program)
    check(trial, base, plan_of(changed), lambda: trial.up(changed))


@pytest.mark.parametrize("start", range(len(STARTS)), ids=STARTS)
def test_changes_of_stack_files_are_predicted(place: Path, start: int) -> None:
    stack, found = STARTS[start], list(platforms(len(STARTS) * PAIRED))
    first, *others = found[start * PAIRED :][: 1 + STACK_FILES]
    with platform_engine(place, stack, checkpoints=False) as (opened,):
        write(place, stack, first)
        base = recorded_plan(place, stack)
        opened.up()
        for platform in others:
            write(place, stack, platform)
            head = recorded_plan(place, stack)
            check(opened, base, head, opened.up)
            base = head


def write(folder: Path, stack: str, platform: dict[str, Any]) -> None:
    """Write a stack file in which nothing is protected: the engine refuses to delete what is."""
    text = yaml.safe_dump({"config": {"evenkeel:platform": {**platform, "protect": False}}})
    (folder / "stacks" / f"Pulumi.{stack}.yaml").write_text(text, "utf-8")
