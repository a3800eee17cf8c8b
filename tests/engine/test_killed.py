"""The engine killed at any moment: what was in flight is listed, and the next deployment is whole."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from pulumi import automation

from tests.engine.agreement import declared, disagreements
from tests.engine.harness import Engine, Program, Saved
from tests.engine.recovery import recover, unlock
from tests.engine.small import Small, chain

# An update that is cut short leaves its program, which runs in this process, in the middle.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"),
    pytest.mark.filterwarnings("ignore:Error in event stream:UserWarning"),
]

MOMENTS = 20
PROGRAM = chain(8)
LATENCY = 0.03
PARALLEL = 4


@dataclass(frozen=True)
class Clean:
    """What undisturbed operations came to.

    Attributes:
        up: seconds of a deployment.
        destroy: seconds of a destruction.
        saved: everything as it is once deployed.
        declared: the state then.
    """

    up: float
    destroy: float
    saved: Saved
    declared: Mapping[str, object]


@pytest.fixture(scope="module")
def clean(opened: Engine) -> Clean:
    opened.forget()
    opened.cloud.latency = LATENCY
    opened.up(PROGRAM, parallel=PARALLEL)
    up, saved, wanted = opened.command.last_seconds, opened.saved(), declared(opened)
    opened.destroy(parallel=PARALLEL)
    return Clean(up, opened.command.last_seconds, saved, wanted)


def moment(operation: str, index: int, count: int, seconds: float) -> float:
    """Return a random moment in the index-th part of an operation's time, the same in each run."""
    return random.Random(f"{operation} {index}").uniform(index / count, (index + 1) / count) * seconds


def killed(engine: Engine, act: Callable[[], object], seconds: float) -> None:
    """Kill the engine that long after its start; what the cloud was asked to do goes on."""
    engine.cloud.latency = LATENCY
    engine.command.kill_next_after(seconds)
    message = ""
    try:
        act()
    except automation.CommandError as error:
        message = str(error)
    assert not message or "code: -9" in message, message
    engine.cloud.rest()
    engine.cloud.latency = 0


def unaccounted(engine: Engine) -> list[str]:
    """Return in what state and cloud differ beyond the operations that the engine lists as pending."""
    pending = {urn: kind for kind, urn in engine.pending()}
    known = {resource["id"]: urn for urn, resource in engine.custom().items() if resource.get("id")}
    found = [
        f"created, and not listed: {thing.urn}"
        for identifier, thing in engine.cloud.things.items()
        if identifier not in known and pending.get(thing.urn) != "creating"
    ]
    found += [
        f"deleted, and not listed: {urn}"
        for identifier, urn in known.items()
        if identifier not in engine.cloud.things and pending.get(urn) != "deleting"
    ]
    return found


def assert_whole(engine: Engine, wanted: Mapping[str, object]) -> None:
    assert not disagreements(engine)
    assert declared(engine) == wanted
    assert {urn: len(found) for urn, found in engine.cloud.by_urn().items()} == dict.fromkeys(engine.custom(), 1)


@pytest.mark.parametrize("index", range(MOMENTS))
def test_up_killed_at_any_moment_is_completed_by_the_next(trial: Engine, clean: Clean, index: int) -> None:
    killed(trial, lambda: trial.up(PROGRAM, parallel=PARALLEL), moment("up", index, MOMENTS, clean.up))
    assert not unaccounted(trial)
    recover(trial, PROGRAM)
    assert_whole(trial, clean.declared)
    created = trial.cloud.calls_of("create")
    assert len(created) == len(set(created)), "something was created twice"
    assert not trial.cloud.calls_of("delete")


@pytest.mark.parametrize("index", range(MOMENTS))
def test_destroy_killed_at_any_moment_is_undone_by_the_next_up(trial: Engine, clean: Clean, index: int) -> None:
    trial.restore(clean.saved)
    killed(trial, lambda: trial.destroy(parallel=PARALLEL), moment("destroy", index, MOMENTS, clean.destroy))
    assert not unaccounted(trial)
    recover(trial, PROGRAM)
    assert_whole(trial, clean.declared)


@pytest.mark.parametrize("index", range(4))
def test_destroy_killed_is_completed_by_the_next_destroy(trial: Engine, clean: Clean, index: int) -> None:
    trial.restore(clean.saved)
    killed(trial, lambda: trial.destroy(parallel=PARALLEL), moment("again", index, 4, clean.destroy))
    unlock(trial)
    trial.destroy()
    assert not trial.cloud.things
    assert not trial.resources()


@pytest.mark.parametrize("index", range(6))
def test_replacement_killed_at_any_moment_is_completed_by_the_next(trial: Engine, index: int) -> None:
    before: Program = Small()
    after: Program = Small(cidr="10.0.0.0/15", image="two", tag="two")
    trial.up(after)
    wanted = declared(trial)
    trial.forget()
    trial.up(before)
    killed(trial, lambda: trial.up(after, parallel=PARALLEL), 0.3 + moment("replace", index, 6, 0.9))
    recover(trial, after)
    assert_whole(trial, wanted)


def killed_while_creating(engine: Engine) -> set[str]:
    """Kill the engine while creates are in flight; return their URNs."""

    def kill() -> None:
        while not (engine.cloud.busy and engine.cloud.calls):
            time.sleep(0.01)
        engine.command.kill()

    watcher = threading.Thread(target=kill, daemon=True)
    watcher.start()
    engine.cloud.latency = 0.3
    with pytest.raises(automation.CommandError, match="code: -9"):
        engine.up(PROGRAM, parallel=PARALLEL)
    watcher.join()
    engine.cloud.rest()
    engine.cloud.latency = 0
    found = {urn for kind, urn in engine.pending() if kind == "creating"}
    assert found
    return found


def test_lock_of_a_killed_engine_is_refused_with_the_way_out(trial: Engine) -> None:
    killed_while_creating(trial)
    assert trial.is_locked()
    with pytest.raises(automation.CommandError, match="pulumi cancel"):
        trial.up(PROGRAM)
    unlock(trial)
    trial.up(PROGRAM)
    assert not trial.is_locked()


def test_pending_creates_are_named_by_the_next_up(trial: Engine) -> None:
    doubtful = killed_while_creating(trial)
    unlock(trial)
    said: list[str] = []
    trial.up(PROGRAM, on_output=said.append)
    assert all(any(f"{urn}, interrupted while creating" in line for line in said) for urn in doubtful)


def test_flag_that_imports_pending_creates_loses_them(trial: Engine) -> None:
    """Why the documentation says `pulumi import`: once this fails, the flag works and the way is shorter."""
    doubtful = killed_while_creating(trial)
    unlock(trial)
    urn, (identifier, *_) = next((urn, found) for urn, found in trial.cloud.by_urn().items() if urn in doubtful)
    flag = "--import-pending-creates"
    trial.cli("refresh", "--yes", "--skip-preview", flag, urn, flag, identifier)
    assert urn not in trial.custom()
    assert ("creating", urn) not in trial.pending()


def test_state_file_without_its_attributes_is_read_all_the_same(trial: Engine, clean: Clean) -> None:
    """The file backend does not write them in one piece; an empty file beside the state stops every command."""
    trial.restore(clean.saved)
    trial.attributes_file.touch()
    with pytest.raises(automation.CommandError, match="failed to load checkpoint"):
        trial.refresh()
    unlock(trial)
    trial.refresh()
    assert_whole(trial, clean.declared)
