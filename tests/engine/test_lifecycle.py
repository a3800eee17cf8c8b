"""Deploy, deploy again, and each kind of change."""

from __future__ import annotations

from tests.engine.agreement import declared, disagreements
from tests.engine.harness import Engine, Step
from tests.engine.small import Small


def changes(steps: list[Step]) -> dict[str, list[str]]:
    """Return what was done to each resource that was not left alone, by name."""
    found: dict[str, list[str]] = {}
    for step in steps:
        if step.operation != "same":
            found.setdefault(step.name, []).append(step.operation)
    return found


def ids(trial: Engine) -> dict[str, str]:
    return {urn.rpartition("::")[2]: resource["id"] for urn, resource in trial.custom().items()}


def test_first_up_creates_everything_once(trial: Engine) -> None:
    steps = trial.up(Small())
    assert {step.operation for step in steps} == {"create"}
    assert sorted(trial.cloud.calls_of("create")) == sorted(ids(trial))
    assert not disagreements(trial)


def test_preview_creates_nothing_and_says_what_up_does(trial: Engine) -> None:
    previewed = trial.preview(Small())
    assert not trial.cloud.calls
    assert not trial.resources()
    assert set(previewed) == set(trial.up(Small()))


def test_second_up_without_a_change_leaves_everything_alone(trial: Engine) -> None:
    trial.up(Small())
    before, calls = declared(trial), list(trial.cloud.calls)
    steps = trial.up(Small())
    assert {step.operation for step in steps} == {"same"}
    assert trial.cloud.calls == calls
    assert declared(trial) == before


def test_changed_tag_updates_in_place(trial: Engine) -> None:
    trial.up(Small())
    before = ids(trial)
    steps = trial.up(Small(tag="two"))
    assert changes(steps) == {"subnet-0": ["update"], "subnet-1": ["update"]}
    assert ids(trial) == before
    assert trial.cloud.things[before["subnet-0"]].inputs["tags"] == {"of": "two"}
    assert not disagreements(trial)


def test_replacement_is_created_and_taken_into_use_before_the_old_goes(trial: Engine) -> None:
    trial.up(Small())
    before, begun = ids(trial), len(trial.cloud.calls)
    trial.up(Small(blocks=(7, 1)))
    done = [(operation, urn.rpartition("::")[2]) for operation, urn in trial.cloud.calls[begun:]]
    assert done == [
        ("create", "subnet-0"),
        ("create", "gateway-0"),
        ("delete", "gateway-0"),
        ("delete", "subnet-0"),
    ]
    after = ids(trial)
    assert {name for name in after if after[name] != before[name]} == {"subnet-0", "gateway-0"}
    assert trial.cloud.things[after["gateway-0"]].inputs["subnetId"] == after["subnet-0"]
    assert not disagreements(trial)


def test_replaced_network_replaces_what_is_in_it_and_nothing_else(trial: Engine) -> None:
    trial.up(Small())
    before = ids(trial)
    trial.up(Small(cidr="10.0.0.0/15"))
    after = ids(trial)
    inside = {"network", "subnet-0", "subnet-1", "gateway-0", "gateway-1"}
    assert {name for name in after if after[name] != before[name]} == inside
    deleted = trial.cloud.calls_of("delete")
    assert deleted.index("network") == len(deleted) - 1
    assert not disagreements(trial)


def test_object_whose_name_stays_is_deleted_before_its_replacement(trial: Engine) -> None:
    trial.up(Small())
    begun = len(trial.cloud.calls)
    steps = trial.up(Small(image="two"))
    assert [(done, urn.rpartition("::")[2]) for done, urn in trial.cloud.calls[begun:]] == [
        ("delete", "server"),
        ("create", "server"),
    ]
    assert set(changes(steps)) == {"server"}
    assert not disagreements(trial)


def test_added_resources_are_created_and_nothing_else_changes(trial: Engine) -> None:
    trial.up(Small(blocks=(0,)))
    before = ids(trial)
    steps = trial.up(Small(blocks=(0, 1)))
    assert changes(steps) == {"subnet-1": ["create"], "gateway-1": ["create"]}
    assert {name: identifier for name, identifier in ids(trial).items() if name in before} == before
    assert not disagreements(trial)


def test_removed_resources_are_deleted_dependents_first(trial: Engine) -> None:
    trial.up(Small(blocks=(0, 1)))
    trial.up(Small(blocks=(0,), site=None))
    deleted = trial.cloud.calls_of("delete")
    assert sorted(deleted) == ["gateway-1", "site-bucket", "site-key", "subnet-1"]
    assert deleted.index("gateway-1") < deleted.index("subnet-1")
    assert deleted.index("site-bucket") < deleted.index("site-key")
    assert not disagreements(trial)


def test_state_after_changes_is_the_state_of_a_fresh_deployment(trial: Engine) -> None:
    trial.up(Small(tag="two", cidr="10.0.0.0/15", blocks=(3,), site="other"))
    fresh = declared(trial)
    trial.forget()
    trial.up(Small())
    trial.up(Small(tag="two", cidr="10.0.0.0/15", blocks=(3,), site="other"))
    assert declared(trial) == fresh
