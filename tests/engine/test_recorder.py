"""What the recorder says of a program is what the engine says of it in a preview."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from evenkeel.plan import record_program
from tests.engine.equality import Comparable, deployed_lifetimes, engines, recorded, recorded_lifetimes
from tests.engine.harness import Engine, engine
from tests.engine.programs import random_program

PREVIEWED = range(60)
DEPLOYED = range(8)


class Trial:
    """One stack whose program is changed from test to test: making a stack takes longer than a preview."""

    def __init__(self) -> None:
        self.program: Callable[[], object] = lambda: None
        self.engine: Engine | None = None

    def run(self) -> None:
        self.program()


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Generator[Trial]:
    made = Trial()
    with engine(tmp_path_factory.mktemp("trial"), made.run) as opened:
        made.engine = opened
        yield made


def differences(ours: Comparable, theirs: Comparable) -> list[str]:
    return [
        f"{urn}\n  recorder: {ours.get(urn)}\n  engine:   {theirs.get(urn)}"
        for urn in sorted(ours.keys() | theirs.keys())
        if ours.get(urn) != theirs.get(urn)
    ]


@pytest.mark.parametrize("seed", PREVIEWED)
def test_random_program_is_recorded_as_the_engine_sees_it(trial: Trial, seed: int, tmp_path: Path) -> None:
    assert trial.engine is not None
    trial.program = random_program(seed)
    trial.engine.stack.preview(plan=str(tmp_path / "plan.json"))
    theirs = engines(tmp_path / "plan.json")
    ours = recorded(record_program(trial.program, project="trial", stack="test"))
    assert len(theirs) > 5
    assert not differences(ours, theirs), "\n".join(differences(ours, theirs))


@pytest.mark.parametrize("seed", DEPLOYED)
def test_random_program_ends_as_the_recorder_says(trial: Trial, seed: int) -> None:
    assert trial.engine is not None
    trial.program = random_program(seed)
    trial.engine.stack.up()
    theirs = deployed_lifetimes(trial.engine.resources())
    trial.engine.forget()
    ours = recorded_lifetimes(record_program(trial.program, project="trial", stack="test"))
    assert not differences(ours, theirs), "\n".join(differences(ours, theirs))
