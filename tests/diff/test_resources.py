from __future__ import annotations

from dataclasses import replace

from evenkeel.diff import apply, compare
from evenkeel.model import UNKNOWN, Fidelity, Plan, Value
from evenkeel.model.change import Difference, Operation
from tests.diff.plans import BUCKET, SUBNET, VPC, only, plan_with
from tests.report.plans import Sketch


def test_an_alias_makes_a_rename_of_a_deletion_and_a_creation() -> None:
    old = plan_with(BUCKET, {"tags": {"a": "b"}}, name="before")
    former = old.resources[-1].urn
    change = compare(old, plan_with(BUCKET, {"tags": {"a": "b"}}, name="after", aliases=(former,)))
    assert only(change).operation is Operation.RENAME
    assert only(change).renamed_from == former
    assert not change.dangers


def test_a_rename_with_another_difference_is_an_update() -> None:
    old = plan_with(BUCKET, {"forceDestroy": True}, name="before")
    new = plan_with(BUCKET, {"forceDestroy": False}, name="after", aliases=(old.resources[-1].urn,))
    assert only(compare(old, new)).operation is Operation.UPDATE
    assert only(compare(old, new)).renamed_from is not None
    assert apply(old, compare(old, new)) == new


def test_without_an_alias_one_goes_and_one_comes() -> None:
    change = compare(plan_with(BUCKET, {}, name="before"), plan_with(BUCKET, {}, name="after"))
    assert [each.operation for each in change.changed] == [Operation.CREATE, Operation.DELETE]


def test_a_component_that_comes_with_the_children_of_one_that_goes_looks_like_a_rename() -> None:
    def plan(name: str, *children: str) -> Plan:
        sketch = Sketch()
        component = sketch.add("evenkeel:serving:Chat", name)
        for number, token in enumerate(children):
            sketch.add(token, f"{name}-{number}", {}, parent=component)
        return sketch.plan()

    def told(base: Plan, head: Plan) -> list[str]:
        return [note for note in compare(base, head).notes if "looks like a rename" in note]

    [note] = told(plan("old", BUCKET, VPC), plan("new", BUCKET, VPC))
    assert "new looks like a rename of old" in note
    assert told(plan("old", BUCKET, VPC), plan("new", BUCKET)) == []
    assert told(plan("old", BUCKET), plan("old", BUCKET)) == []


def test_an_unknown_from_another_resource_is_told() -> None:
    def plan(source: str) -> Sketch:
        sketch = Sketch()
        urns = {name: sketch.add(VPC, name, {}) for name in ("one", "two")}
        inputs: dict[str, Value] = {"vpcId": UNKNOWN}
        sketch.add(SUBNET, "subnet", inputs, property_dependencies={"vpcId": (urns[source],)})
        return sketch

    change = only(compare(plan("one").plan(), plan("two").plan()))
    assert [each.difference for each in change.properties] == [Difference.SOURCE_CHANGED]


def deployed(**known: Value) -> Sketch:
    sketch = Sketch()
    vpc = sketch.add(VPC, "vpc", {"cidrBlock": "10.0.0.0/16", **known}, outputs={"id": "vpc-1", "arn": "arn:vpc-1"})
    sketch.add(SUBNET, "subnet", {"vpcId": "vpc-1"}, property_dependencies={"vpcId": (vpc,)})
    return sketch


def program(**changed: Value) -> Sketch:
    sketch = Sketch()
    vpc = sketch.add(VPC, "vpc", {"cidrBlock": "10.0.0.0/16", **changed})
    sketch.add(SUBNET, "subnet", {"vpcId": UNKNOWN}, property_dependencies={"vpcId": (vpc,)})
    return sketch


def test_a_deployed_stack_does_not_differ_from_its_own_program() -> None:
    state = replace(deployed().plan(), fidelity=Fidelity.EXPORTED)
    assert compare(state, program().plan()).is_empty


def test_an_identifier_stays_when_its_resource_is_updated() -> None:
    state = replace(deployed().plan(), fidelity=Fidelity.EXPORTED)
    change = compare(state, program(enableDnsSupport=True).plan())
    assert only(change).resource.name == "vpc"


def test_an_identifier_goes_when_its_resource_is_replaced() -> None:
    state = replace(deployed().plan(), fidelity=Fidelity.EXPORTED)
    change = compare(state, program(cidrBlock="10.1.0.0/16").plan())
    assert {each.resource.name: each.operation for each in change.changed} == {
        "vpc": Operation.REPLACE,
        "subnet": Operation.REPLACE,
    }


def test_two_stacks_are_compared_by_type_and_name() -> None:
    one, other = Sketch("dev"), Sketch("prod")
    for sketch in (one, other):
        sketch.add(BUCKET, "models", {})
    change = compare(one.plan(), other.plan())
    assert change.is_empty
    assert any("two stacks" in note for note in change.notes)


def test_what_is_known_only_later_may_be_what_stands_in_a_set_already() -> None:
    def sides(listed: list[Value]) -> Sketch:
        sketch = Sketch()
        subnet = sketch.add(SUBNET, "subnet", {"cidrBlock": "10.0.0.0/24"}, outputs={"id": "subnet-1"})
        inputs: dict[str, Value] = {"subnetIds": listed, "subnetSelectorTerms": [{"id": item} for item in listed]}
        urns = {"subnetIds": (subnet,), "subnetSelectorTerms": (subnet,)}
        sketch.add("aws:eks/nodeGroup:NodeGroup", "nodes", inputs, property_dependencies=urns)
        return sketch

    state = replace(sides(["subnet-1"]).plan(), fidelity=Fidelity.EXPORTED)
    assert compare(state, sides([UNKNOWN]).plan()).is_empty
    assert only(compare(state, sides([UNKNOWN, "subnet-2"]).plan())).operation is Operation.REPLACE


def cluster(role: str, **options: bool) -> Sketch:
    sketch = Sketch()
    urn = sketch.add("aws:eks/cluster:Cluster", "cluster", {"name": "main", "roleArn": role}, **options)
    urns = {"clusterName": (urn,), "tags": (urn,)}
    inputs: dict[str, Value] = {"clusterName": "main", "tags": {"of": "main"}}
    sketch.add("aws:eks/nodeGroup:NodeGroup", "nodes", inputs, property_dependencies=urns)
    return sketch


def test_what_depends_on_something_that_is_deleted_first_is_replaced_with_it() -> None:
    change = compare(cluster("one").plan(), cluster("two").plan())
    assert {each.resource.name: each.operation for each in change.changed} == {
        "cluster": Operation.REPLACE,
        "nodes": Operation.REPLACE,
    }
    assert apply(cluster("one").plan(), change) == cluster("two").plan()


def test_what_depends_on_something_that_is_created_first_stays_as_long_as_nothing_in_it_changes() -> None:
    change = compare(cluster("one").plan(), cluster("two", delete_before_replace=False).plan())
    assert only(change).resource.name == "cluster"
