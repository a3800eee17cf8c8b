"""What is left out depends on the environment and on the target."""

from __future__ import annotations

from typing import Any

import pytest

from evenkeel.spec import ExistingBucket, NewBucket, NewNetwork, Platform, parse_platform

AWS = {"kind": "aws", "accountId": "123456789012", "region": "us-east-1", "zones": ["us-east-1a", "us-east-1b"]}
CLUSTER = {"kind": "cluster", "context": "kind-evenkeel"}


def platform(environment: str = "dev", target: dict[str, Any] | None = None, **keys: Any) -> Platform:
    return parse_platform({"environment": environment, "target": target or AWS, **keys})


@pytest.mark.parametrize(
    ("environment", "protect", "nat", "days", "deletion_protection"),
    [("dev", False, "single", 7, False), ("staging", True, "single", 30, False), ("prod", True, "perZone", 365, True)],
)
def test_environment_sets_what_policies_expect(
    environment: str, protect: bool, nat: str, days: int, deletion_protection: bool
) -> None:
    found = platform(environment)
    assert found.protect is protect
    assert isinstance(found.network, NewNetwork)
    assert found.network.nat == nat
    assert found.network.flow_logs.retention_days == days
    assert found.cluster is not None
    assert found.cluster.log_retention_days == days
    assert found.cluster.deletion_protection is deletion_protection


def test_what_is_written_wins_over_the_default_and_keeps_its_neighbours() -> None:
    found = platform("prod", network={"nat": "single"}, storage={"feedback": {"lifecycle": {"expireAfterDays": 3}}})
    assert isinstance(found.network, NewNetwork)
    assert (found.network.nat, found.network.cidr) == ("single", "10.20.0.0/16")
    assert found.storage is not None
    assert isinstance(found.storage.feedback, NewBucket)
    assert found.storage.feedback.lifecycle.expire_after_days == 3
    assert found.storage.feedback.lifecycle.tiering_after_days == 30


def test_existing_bucket_gets_no_lifecycle_of_ours() -> None:
    found = platform(storage={"models": {"existing": "acme-models"}})
    assert found.storage is not None
    assert found.storage.models == ExistingBucket(existing="acme-models")


def test_cluster_gets_no_infrastructure_and_no_add_ons_of_aws() -> None:
    found = platform(target=CLUSTER)
    assert found.network is found.cluster is found.storage is None
    assert found.add_ons.karpenter == found.add_ons.keda == "absent"
    assert not found.makes_infrastructure


def test_layer_of_workloads_gets_no_infrastructure() -> None:
    found = platform(layer="workloads")
    assert found.network is found.cluster is found.storage is None
    assert found.makes_workloads
    assert not found.makes_infrastructure


def test_platform_cannot_be_changed() -> None:
    found = platform()
    with pytest.raises(Exception, match="frozen"):
        found.name = "other"


@pytest.mark.parametrize("section", ["network", "cluster", "storage", "addOns"])
def test_section_with_nothing_below_it_is_as_good_as_left_out(section: str) -> None:
    nothing: dict[str, Any] = {section: None}
    assert platform(**nothing) == platform()


def test_default_of_one_number_can_be_switched_off() -> None:
    found = platform("prod", storage={"datasets": {"lifecycle": {"tieringAfterDays": None}}})
    assert found.storage is not None
    assert isinstance(found.storage.datasets, NewBucket)
    assert found.storage.datasets.lifecycle.tiering_after_days is None
