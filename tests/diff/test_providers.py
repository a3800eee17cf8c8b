from __future__ import annotations

from dataclasses import replace

import pytest

from evenkeel.diff import apply, compare
from evenkeel.model import UNKNOWN, Fidelity, Plan, Secret, Value
from evenkeel.model.change import DangerKind, Operation
from tests.diff.plans import BUCKET, danger, kinds
from tests.report.plans import Sketch


def managed(provider: dict[str, Value], bucket: dict[str, Value] | None = None) -> Plan:
    sketch = Sketch()
    urn = sketch.add("pulumi:providers:aws", "aws", provider)
    sketch.add(BUCKET, "models", bucket or {}, provider=f"{urn}::1")
    sketch.add(BUCKET, "elsewhere", {})
    return sketch.plan()


def cluster(role: str) -> Plan:
    sketch = Sketch()
    urn = sketch.add("aws:eks/cluster:Cluster", "cluster", {"roleArn": role})
    sources = {"kubeconfig": (urn,)}
    provider = sketch.add(
        "pulumi:providers:kubernetes", "kube", {"kubeconfig": Secret(UNKNOWN)}, property_dependencies=sources
    )
    sketch.add("kubernetes:core/v1:Namespace", "serving", {"metadata": {"name": "serving"}}, provider=f"{provider}::1")
    return sketch.plan()


def operations(base: Plan, head: Plan) -> dict[str, Operation]:
    return {each.resource.name: each.operation for each in compare(base, head).changed}


def test_another_region_of_a_provider_reaches_what_it_manages() -> None:
    base, head = managed({"region": "eu-west-1"}), managed({"region": "eu-west-2"})
    change = compare(base, head)
    assert operations(base, head) == {"aws": Operation.MAY_REPLACE, "models": Operation.MAY_REPLACE}
    [reason] = change.changed[1].options
    assert (reason.name, reason.after) == ("its provider", "may be replaced")
    assert kinds(change)[0] is DangerKind.PROVIDER_MOVED
    assert "its provider" in danger(change, DangerKind.STATEFUL_MAY_BE_REPLACED).detail
    assert apply(base, change) == head


def test_what_names_its_own_region_stays_when_the_region_of_its_provider_changes() -> None:
    own: dict[str, Value] = {"region": "eu-west-1"}
    sides = managed({"region": "eu-west-1"}, own), managed({"region": "eu-west-2"}, own)
    assert operations(*sides) == {"aws": Operation.MAY_REPLACE}
    profiles = managed({"profile": "one"}, own), managed({"profile": "two"}, own)
    assert operations(*profiles)["models"] is Operation.MAY_REPLACE


def test_a_region_that_the_provider_filled_in_is_not_its_own() -> None:
    filled: dict[str, Value] = {"region": "eu-west-1", "__defaults": ["region"]}
    state = replace(managed({"region": "eu-west-1"}, filled), fidelity=Fidelity.EXPORTED)
    assert operations(state, managed({"region": "eu-west-2"}))["models"] is Operation.MAY_REPLACE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"token": Secret("one")}, {"token": Secret("two")}),
        ({"token": Secret("[secret]")}, {"token": Secret("[secret]")}),
        ({"profile": "one"}, {"profile": UNKNOWN}),
        ({"defaultTags": {"tags": {"a": "b"}}}, {"defaultTags": {"tags": {"a": "c"}}}),
    ],
)
def test_what_says_too_little_of_a_provider_does_not_spread(before: dict[str, Value], after: dict[str, Value]) -> None:
    assert "models" not in operations(managed(before), managed(after))


def test_a_cluster_that_is_replaced_may_take_along_what_is_in_it() -> None:
    assert operations(cluster("one"), cluster("two"))["serving"] is Operation.MAY_REPLACE
    assert operations(cluster("one"), cluster("one")) == {}
