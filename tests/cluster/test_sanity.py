"""What is wrong is refused or waits: the other tests of this tier can fail."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.cluster.api import RefusedError
from tests.cluster.control_plane import ControlPlane
from tests.cluster.history import history
from tests.cluster.nodes import SimulatedNode, add_nodes
from tests.cluster.objects import planned_objects
from tests.cluster.pods import Pod, pods, settled
from tests.cluster.stacks import plan_of
from tests.cluster.waiting import eventually

GPU = {"key": "nvidia.com/gpu", "value": "present", "effect": "NoSchedule"}
ROOM = {"cpu": "8", "memory": "32Gi", "pods": "110", "nvidia.com/gpu": "1"}


def document(kind: str) -> dict[str, Any]:
    """Return the first object of a kind in the plan for production."""
    return copy.deepcopy(planned_objects(plan_of("prod")).of_kind(kind)[0])


def misspell_a_field(found: dict[str, Any]) -> None:
    pod = found["spec"]["template"]["spec"]
    pod["terminationGracePeriodSecond"] = pod.pop("terminationGracePeriodSeconds")


def leave_out_what_is_required(found: dict[str, Any]) -> None:
    del found["spec"]["selector"]


def give_a_text_for_a_number(found: dict[str, Any]) -> None:
    found["spec"]["minReplicaCount"] = "none"


def want_no_value(found: dict[str, Any]) -> None:
    found["spec"]["template"]["spec"]["requirements"][0]["values"] = []


def restrict_what_karpenter_sets(found: dict[str, Any]) -> None:
    requirement = {"key": "karpenter.sh/nodepool", "operator": "In", "values": ["mine"]}
    found["spec"]["template"]["spec"]["requirements"].append(requirement)


def mix_alias_and_id(found: dict[str, Any]) -> None:
    found["spec"]["amiSelectorTerms"].append({"id": "ami-0123456789abcdef0"})


def name_a_subnet_wrongly(found: dict[str, Any]) -> None:
    found["spec"]["subnetSelectorTerms"] = [{"id": "vpc-0123456789abcdef0"}]


def count_backwards(found: dict[str, Any]) -> None:
    found["spec"]["leaderWorkerTemplate"]["size"] = "two"


@pytest.mark.parametrize(
    ("kind", "change", "reason"),
    [
        ("Deployment", misspell_a_field, "terminationGracePeriodSecond"),
        ("Deployment", leave_out_what_is_required, "selector"),
        ("ScaledObject", give_a_text_for_a_number, "minReplicaCount"),
        ("NodePool", want_no_value, "must have a value defined"),
        ("NodePool", restrict_what_karpenter_sets, "karpenter.sh/nodepool"),
        ("EC2NodeClass", mix_alias_and_id, "mutually exclusive"),
        ("EC2NodeClass", name_a_subnet_wrongly, "subnet-"),
        ("LeaderWorkerSet", count_backwards, "size"),
    ],
)
def test_a_wrong_object_is_refused_with_the_reason(
    defined: ControlPlane, kind: str, change: Callable[[dict[str, Any]], None], reason: str
) -> None:
    found = document(kind)
    assert not defined.api.refusal(found)
    change(found)
    assert reason in defined.api.refusal(found)


def test_a_pod_that_may_do_anything_is_refused_where_models_are_served(defined: ControlPlane) -> None:
    harmful = _pod("harmful", {"tolerations": [GPU]})
    harmful["metadata"]["namespace"] = "serving"
    harmful["spec"]["containers"][0]["securityContext"] = {"privileged": True}
    assert "violates PodSecurity" in defined.api.refusal(harmful)


def test_a_kind_without_its_definition_is_refused(plane: ControlPlane) -> None:
    with pytest.raises(RefusedError, match="NodePool"):
        plane.api.apply(document("NodePool"))


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        ({}, "untolerated taint"),
        ({"tolerations": [{**GPU, "value": "absent"}]}, "untolerated taint"),
        ({"tolerations": [GPU], "nodeSelector": {"evenkeel.dev/pool": "elsewhere"}}, "node affinity/selector"),
    ],
    ids=["no toleration", "toleration of something else", "another pool"],
)
def test_a_pod_that_is_not_meant_for_a_node_waits(defined: ControlPlane, spec: dict[str, Any], reason: str) -> None:
    _with_gpu_node(defined)
    waiting, fitting = _pod("waiting", spec), _pod("fitting", {"tolerations": [GPU]})
    defined.api.apply(waiting)
    settled(defined.api)
    (found,) = pods(defined.api, "default")
    assert found.node is None
    assert reason in found.unschedulable
    defined.api.delete(waiting)
    defined.api.apply(fitting)
    eventually(lambda: any(pod.node == "gpu" for pod in pods(defined.api, "default")), "a fitting pod on the node")
    defined.api.delete(fitting)
    eventually(lambda: not pods(defined.api, "default"), "no pods")


def test_a_roll_out_that_takes_all_pods_at_once_is_seen(defined: ControlPlane) -> None:
    _with_gpu_node(defined)
    labels = {"app": "careless"}
    template: dict[str, Any] = {
        "metadata": {"labels": labels},
        "spec": _pod("", {"tolerations": [GPU]}, gpus=0)["spec"],
    }
    careless: dict[str, Any] = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "careless", "namespace": "default"},
        "spec": {
            "replicas": 2,
            "selector": {"matchLabels": labels},
            "template": template,
            "strategy": {"type": "Recreate"},
        },
    }
    defined.api.apply(careless)
    settled(defined.api)
    template["spec"]["containers"][0]["image"] = "c:2"
    with history(defined.api, "default", lambda pod: pod.labels.items() >= labels.items()) as seen:
        defined.api.apply(careless)
        eventually(
            lambda: [_image(pod) for pod in pods(defined.api, "default") if pod.ready] == ["c:2"] * 2, "version 2"
        )
    assert seen.least_ready == 0
    defined.api.delete(careless)
    eventually(lambda: not pods(defined.api, "default"), "no pods")


def _with_gpu_node(plane: ControlPlane) -> None:
    labels = {"kubernetes.io/hostname": "gpu", "evenkeel.dev/pool": "gpu"}
    node = SimulatedNode(name="gpu", pool="gpu", zone="", labels=labels, taints=[GPU], capacity=ROOM, allocatable=ROOM)
    add_nodes(plane.api, [node])


def _pod(name: str, spec: dict[str, Any], *, gpus: int = 1) -> dict[str, Any]:
    limits = {"limits": {"nvidia.com/gpu": str(gpus)}} if gpus else {}
    container = {"name": "c", "image": "c:1", "resources": limits}
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "namespace": "default"},
        "spec": {"containers": [container], **spec},
    }


def _image(pod: Pod) -> str:
    return str(pod.document["spec"]["containers"][0]["image"])
