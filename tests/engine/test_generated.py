"""Random programs under the engine: deployed, deployed again, turned into one another, destroyed."""

from __future__ import annotations

import pytest

from tests.engine.agreement import declared, disagreements
from tests.engine.harness import Engine
from tests.engine.programs import random_program

SEEDS = range(100, 106)


@pytest.mark.parametrize("seed", SEEDS)
def test_program_deploys_settles_changes_and_goes(trial: Engine, seed: int) -> None:
    first, second = random_program(seed, disposable=True), random_program(seed + 1000, disposable=True)
    trial.up(second)
    fresh = declared(trial)
    trial.forget()

    trial.up(first)
    assert not disagreements(trial)
    begun = len(trial.cloud.calls)
    assert {step.operation for step in trial.up(first)} == {"same"}
    assert len(trial.cloud.calls) == begun

    trial.up(second)
    assert not disagreements(trial)
    assert declared(trial).keys() == fresh.keys()
    trial.destroy()
    assert not trial.cloud.things
    assert not trial.resources()
