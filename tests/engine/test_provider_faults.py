"""The provider fails, hangs or loses an answer at every tenth call: nothing is lost, the next deployment is whole."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import pytest
from pulumi import automation

from tests.engine.agreement import declared
from tests.engine.harness import Engine
from tests.engine.recovery import adopt, recover
from tests.engine.small import chain
from tests.engine.stand_in import Fault, Mode
from tests.engine.test_killed import assert_whole, unaccounted

# An update that is cut short leaves its program, which runs in this process, in the middle.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"),
    pytest.mark.filterwarnings("ignore:Error in event stream:UserWarning"),
]

PROGRAM = chain(8)
EVERY = 10


def failed(engine: Engine, operation: str) -> str:
    """Run with the fault; return what the engine says of it."""
    with pytest.raises(automation.CommandError) as error:
        engine.destroy() if operation == "destroy" else engine.up(PROGRAM)
    engine.cloud.rest()
    return str(error.value)


def stopped_while_hanging(engine: Engine, operation: str, fault: Fault, *, kill: bool) -> str:
    """Run until a call hangs, then interrupt or kill the engine."""

    def stop() -> None:
        assert fault.hanging.wait(30)
        engine.command.kill() if kill else engine.command.interrupt()

    watcher = threading.Thread(target=stop)
    watcher.start()
    try:
        return failed(engine, operation)
    finally:
        watcher.join()


def wanted(engine: Engine) -> Mapping[str, object]:
    engine.forget()
    engine.up(PROGRAM)
    return declared(engine)


def begin(engine: Engine, operation: str) -> Mapping[str, object]:
    """Return the state that is wanted, with the stack deployed for a destroy and empty for an up."""
    found = wanted(engine)
    if operation == "up":
        engine.forget()
    return found


@pytest.mark.parametrize("reads", [False, True], ids=["changes", "all calls"])
@pytest.mark.parametrize("operation", ["up", "destroy"])
def test_failing_provider_is_named_and_the_next_up_is_whole(trial: Engine, operation: str, reads: bool) -> None:
    expected = begin(trial, operation)
    fault = trial.cloud.fault = Fault(Mode.FAIL, EVERY, reads=reads)
    message = failed(trial, operation)
    assert fault.hit
    assert any(urn.rpartition("::")[2] in message for _, urn in fault.hit)
    assert not trial.pending()
    assert not unaccounted(trial)
    trial.cloud.fault = None
    trial.up(PROGRAM)
    assert_whole(trial, expected)


@pytest.mark.parametrize("kill", [False, True], ids=["interrupted", "killed"])
@pytest.mark.parametrize("operation", ["up", "destroy"])
def test_hanging_provider_can_be_left_and_the_next_up_is_whole(trial: Engine, operation: str, kill: bool) -> None:
    expected = begin(trial, operation)
    fault = trial.cloud.fault = Fault(Mode.HANG, EVERY)
    stopped_while_hanging(trial, operation, fault, kill=kill)
    assert not unaccounted(trial)
    if kill:
        assert {urn for _, urn in fault.hit} <= {urn for _, urn in trial.pending()}
    trial.cloud.fault = None
    recover(trial, PROGRAM)
    assert_whole(trial, expected)


def test_lost_answer_to_a_deletion_is_settled_by_refresh(trial: Engine) -> None:
    expected = begin(trial, "destroy")
    trial.cloud.fault = Fault(Mode.LOSE, EVERY)
    failed(trial, "destroy")
    trial.cloud.fault = None
    recover(trial, PROGRAM)
    assert_whole(trial, expected)


def test_lost_answer_to_a_creation_is_reported_as_a_failure_and_can_be_adopted(trial: Engine) -> None:
    """The engine takes a lost answer for a failure: it names the resource, but lists nothing as pending."""
    expected = begin(trial, "up")
    fault = trial.cloud.fault = Fault(Mode.LOSE, EVERY)
    message = failed(trial, "up")
    lost = {urn for _, urn in fault.hit}
    assert lost
    assert all(f"({urn.rpartition('::')[2]})" in message for urn in lost)
    assert not trial.pending()
    known = {resource["id"] for resource in trial.custom().values()}
    assert {thing.urn for made, thing in trial.cloud.things.items() if made not in known} == lost
    trial.cloud.fault = None
    adopt(trial, PROGRAM, lost)
    trial.up(PROGRAM)
    assert_whole(trial, expected)


def test_failing_destroy_is_completed_by_the_next(trial: Engine) -> None:
    begin(trial, "destroy")
    trial.cloud.fault = Fault(Mode.FAIL, EVERY)
    failed(trial, "destroy")
    trial.cloud.fault = None
    trial.destroy()
    assert not trial.cloud.things
    assert not trial.resources()
