"""What the recorder says of a program is what the engine says of it in a preview."""

from __future__ import annotations

import pytest

from evenkeel.plan import record_program
from tests.engine.equality import deployed_lifetimes, differences, engines, recorded, recorded_lifetimes
from tests.engine.harness import PROJECT, STACK, Engine
from tests.engine.programs import random_program

PREVIEWED = range(60)
DEPLOYED = range(8)


@pytest.mark.parametrize("seed", PREVIEWED)
def test_random_program_is_recorded_as_the_engine_sees_it(trial: Engine, seed: int) -> None:
    program, plan = random_program(seed), trial.folder / "plan.json"
    trial.preview(program, plan=plan)
    theirs = engines(plan)
    ours = recorded(record_program(program, project=PROJECT, stack=STACK))
    assert len(theirs) > 5
    assert not differences(ours, theirs), "\n".join(differences(ours, theirs))


@pytest.mark.parametrize("seed", DEPLOYED)
def test_random_program_ends_as_the_recorder_says(trial: Engine, seed: int) -> None:
    program = random_program(seed)
    trial.up(program)
    theirs = deployed_lifetimes(trial.resources())
    ours = recorded_lifetimes(record_program(program, project=PROJECT, stack=STACK))
    assert not differences(ours, theirs), "\n".join(differences(ours, theirs))
