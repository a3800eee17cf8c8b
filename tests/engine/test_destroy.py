"""Everything goes in the right order, except what is protected or to be kept."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi import automation

from tests.engine.agreement import disagreements
from tests.engine.harness import Engine
from tests.engine.programs import random_program
from tests.engine.small import Small

SEEDS = range(4)


def out_of_order(trial: Engine, before: list[dict[str, Any]]) -> list[str]:
    """Return what was deleted before something that needs it."""
    order = {urn: place for place, (done, urn) in enumerate(trial.cloud.calls) if done == "delete"}
    found: list[str] = []
    for resource in before:
        needs: list[str] = [*(resource.get("dependencies") or []), resource.get("parent", "")]
        found += [
            f"{needed} before {resource['urn']}"
            for needed in needs
            if needed in order and order[needed] < order.get(resource["urn"], -1)
        ]
    return found


def test_destroy_deletes_dependents_first_and_leaves_nothing(trial: Engine) -> None:
    trial.up(Small())
    before = trial.resources()
    trial.destroy()
    assert not trial.cloud.things
    assert not trial.resources()
    assert len(trial.cloud.calls_of("delete")) == len(set(trial.cloud.calls_of("create")))
    assert not out_of_order(trial, before)


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_program_is_destroyed_dependents_first(trial: Engine, seed: int) -> None:
    trial.up(random_program(seed, disposable=True))
    before = trial.resources()
    trial.destroy()
    assert not trial.cloud.things
    assert not out_of_order(trial, before)


def test_protected_resource_is_refused_by_name_and_everything_stays(trial: Engine) -> None:
    trial.up(Small(protect=True))
    things = dict(trial.cloud.things)
    with pytest.raises(automation.CommandError) as refused:
        trial.cli("destroy", "--yes")
    message = str(refused.value)
    assert "aws:ec2/vpc:Vpc::network" in message
    assert "protected" in message
    assert trial.cloud.things == things
    assert not disagreements(trial)


def test_destroy_without_a_preview_still_spares_the_protected_resource(trial: Engine) -> None:
    trial.up(Small(protect=True))
    with pytest.raises(automation.CommandError, match="Vpc::network"):
        trial.destroy()
    assert [thing.urn.rpartition("::")[2] for thing in trial.cloud.things.values()] == ["network"]
    assert not disagreements(trial)


def test_protected_resource_left_out_of_the_program_is_refused_by_name(trial: Engine) -> None:
    trial.up(Small(protect=True))
    begun = len(trial.cloud.calls)
    with pytest.raises(automation.CommandError, match="Vpc::network"):
        trial.up(lambda: None)
    assert "network" not in {urn.rpartition("::")[2] for _, urn in trial.cloud.calls[begun:]}
    assert "network" in {urn.rpartition("::")[2] for urn in trial.custom()}


def test_replacement_of_a_protected_resource_is_refused_by_name(trial: Engine) -> None:
    trial.up(Small(protect=True))
    things = dict(trial.cloud.things)
    with pytest.raises(automation.CommandError, match="network"):
        trial.up(Small(protect=True, cidr="10.0.0.0/15"))
    assert trial.cloud.things == things


def test_unprotected_resource_can_be_destroyed(trial: Engine) -> None:
    trial.up(Small(protect=True))
    trial.cli("state", "unprotect", "--all", "--yes")
    trial.destroy()
    assert not trial.cloud.things


def test_retained_resource_stays_in_the_cloud_alone(trial: Engine) -> None:
    trial.up(Small(retain=True))
    trial.destroy()
    assert not trial.resources()
    assert [thing.urn.rpartition("::")[2] for thing in trial.cloud.things.values()] == ["archive"]
