from __future__ import annotations

import pytest

from evenkeel.diff import compare
from evenkeel.diff.replacement import kinds as kinds_in_table
from evenkeel.diff.replacement import retrieved, rules
from evenkeel.diff.tokens import kind
from evenkeel.model import UNKNOWN, Value
from evenkeel.model.change import Effect, Operation
from tests.diff.plans import BUCKET, SUBNET, VPC, between, only, operation
from tests.report.plans import Sketch
from tests.stacks.plans import STACKS, plan_of


def test_the_table_holds_every_kind_that_the_stacks_create() -> None:
    created = {
        kind(resource.type)
        for stack in STACKS
        for resource in plan_of(stack).resources
        if resource.type.startswith(("aws:", "kubernetes:"))
    }
    assert created - kinds_in_table() == set()


def test_the_table_knows_its_date() -> None:
    assert retrieved().count("-") == 2


@pytest.mark.parametrize(
    ("token", "before", "after", "expected"),
    [
        (VPC, {"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": "10.1.0.0/16"}, Operation.REPLACE),
        (VPC, {"enableDnsSupport": False}, {"enableDnsSupport": True}, Operation.UPDATE),
        (VPC, {"tags": {"a": "b"}}, {"tags": {"a": "c"}}, Operation.UPDATE),
        (VPC, {"inventedLater": 1}, {"inventedLater": 2}, Operation.MAY_REPLACE),
        ("aws:new/thing:Thing", {"size": 1}, {"size": 2}, Operation.MAY_REPLACE),
        ("aws:eks/nodeGroup:NodeGroup", {"launchTemplate": {"version": "1"}}, {"launchTemplate": {"version": "2"}},
         Operation.UPDATE),
        ("aws:eks/nodeGroup:NodeGroup", {"launchTemplate": {"id": "1"}}, {"launchTemplate": {"id": "2"}},
         Operation.REPLACE),
        ("kubernetes:core/v1:ConfigMap", {"data": {"a": "1"}}, {"data": {"a": "2"}}, Operation.REPLACE),
        ("kubernetes:apps/v1:Deployment", {"spec": {"replicas": 1}}, {"spec": {"replicas": 2}}, Operation.UPDATE),
        ("kubernetes:apps/v1:Deployment", {"spec": {"selector": {"matchLabels": {"a": "b"}}}},
         {"spec": {"selector": {"matchLabels": {"a": "c"}}}}, Operation.REPLACE),
        ("kubernetes:unheard.of/v1:Kind", {"spec": {"a": 1}}, {"spec": {"a": 2}}, Operation.MAY_REPLACE),
    ],
)  # fmt: skip
def test_a_property_decides_what_happens(
    token: str, before: dict[str, Value], after: dict[str, Value], expected: Operation
) -> None:
    assert operation(token, before, after) is expected


def test_what_may_change_may_replace() -> None:
    change = between(SUBNET, {"cidrBlock": "10.0.0.0/24"}, {"cidrBlock": UNKNOWN})
    assert only(change).operation is Operation.MAY_REPLACE


def test_what_holds_a_replaced_resource_is_replaced_too() -> None:
    def network(block: str) -> Sketch:
        sketch = Sketch()
        vpc = sketch.add(VPC, "vpc", {"cidrBlock": block})
        late: dict[str, Value] = {"vpcId": UNKNOWN, "cidrBlock": "10.0.0.0/24"}
        sketch.add(SUBNET, "subnet", late, property_dependencies={"vpcId": (vpc,)})
        sketch.add("aws:ec2/internetGateway:InternetGateway", "door", {"vpcId": UNKNOWN},
                   property_dependencies={"vpcId": (vpc,)})  # fmt: skip
        return sketch

    change = compare(network("10.0.0.0/16").plan(), network("10.0.0.0/8").plan())
    assert {each.resource.name: each.operation for each in change.changed} == {
        "vpc": Operation.REPLACE,
        "subnet": Operation.REPLACE,
        "door": Operation.UPDATE,
    }


def test_an_ignored_property_changes_nothing() -> None:
    change = between(BUCKET, {"bucket": "a"}, {"bucket": "b"}, ignore_changes=("bucket",))
    assert change.is_empty


def test_an_option_can_force_a_replacement() -> None:
    found = operation(BUCKET, {"tags": {"a": "b"}}, {"tags": {"a": "c"}}, replace_on_changes=("tags",))
    assert found is Operation.REPLACE


def test_the_longest_path_counts() -> None:
    cluster = rules("aws:eks/cluster:Cluster")
    assert cluster.effect(["accessConfig", "authenticationMode"]) is Effect.IN_PLACE
    assert cluster.effect(["accessConfig", "bootstrapClusterCreatorAdminPermissions"]) is Effect.REPLACES
    assert cluster.effect(["accessConfig"]) is Effect.MAY_REPLACE
