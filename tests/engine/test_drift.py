"""What changed or exists outside the program is found, put right, or adopted."""

from __future__ import annotations

from dataclasses import replace

import pulumi
import pulumi_aws as aws
import pytest
from pulumi import automation

from tests.engine.agreement import disagreements
from tests.engine.harness import Engine
from tests.engine.small import Small
from tests.engine.stand_in import Thing
from tests.engine.test_lifecycle import changes, ids

EXISTING = "vpc-made-by-hand"


def adopting(cidr: str, identifier: str = EXISTING) -> None:
    opts = pulumi.ResourceOptions(provider=aws.Provider("aws", region="us-east-1"), import_=identifier)
    aws.ec2.Vpc("network", cidr_block=cidr, opts=opts)


def make_by_hand(trial: Engine) -> None:
    trial.cloud.things[EXISTING] = Thing("", "aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16"})


def test_refresh_finds_what_was_changed_by_hand_and_up_puts_it_right(trial: Engine) -> None:
    trial.up(Small())
    subnet = ids(trial)["subnet-0"]
    trial.cloud.things[subnet] = replace(
        trial.cloud.things[subnet], inputs={**trial.cloud.things[subnet].inputs, "tags": {"of": "someone else"}}
    )
    trial.refresh()
    found = {urn.rpartition("::")[2]: resource for urn, resource in trial.custom().items()}
    assert found["subnet-0"]["outputs"]["tags"] == {"of": "someone else"}
    assert changes(trial.up(Small())) == {"subnet-0": ["update"]}
    assert trial.cloud.things[subnet].inputs["tags"] == {"of": "one"}
    assert not disagreements(trial)


def test_refresh_finds_what_was_deleted_by_hand_and_up_makes_it_again(trial: Engine) -> None:
    trial.up(Small())
    gateway = ids(trial)["gateway-0"]
    del trial.cloud.things[gateway]
    trial.refresh()
    assert "gateway-0" not in ids(trial)
    assert changes(trial.up(Small())) == {"gateway-0": ["create"]}
    assert not disagreements(trial)


def test_refresh_without_drift_changes_nothing(trial: Engine) -> None:
    trial.up(Small())
    before = {urn: resource["inputs"] for urn, resource in trial.custom().items()}
    trial.refresh()
    assert {urn: resource["inputs"] for urn, resource in trial.custom().items()} == before
    assert not changes(trial.up(Small()))


def test_import_option_adopts_what_exists(trial: Engine) -> None:
    make_by_hand(trial)
    steps = trial.up(lambda: adopting("10.0.0.0/16"))
    assert changes(steps)["network"] == ["import"]
    assert ids(trial) == {"network": EXISTING}
    assert not trial.cloud.calls
    assert not disagreements(trial)


def test_import_of_something_other_than_declared_is_refused(trial: Engine) -> None:
    make_by_hand(trial)
    with pytest.raises(automation.CommandError, match="cidrBlock"):
        trial.up(lambda: adopting("10.9.0.0/16"))
    assert trial.cloud.things[EXISTING].inputs == {"cidrBlock": "10.0.0.0/16"}
    assert not trial.cloud.calls


def test_import_of_what_does_not_exist_is_refused_by_name(trial: Engine) -> None:
    with pytest.raises(automation.CommandError, match="vpc-nowhere"):
        trial.up(lambda: adopting("10.0.0.0/16", "vpc-nowhere"))
    assert not ids(trial)
