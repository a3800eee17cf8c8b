"""The inference chart by itself: its examples are accepted and run under the strictest pod security standard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from components.helm import render
from evenkeel.catalogue import instance_type
from tests.cluster.control_plane import ControlPlane
from tests.cluster.controllers import run_leader_worker_set
from tests.cluster.instances import instance_node
from tests.cluster.nodes import SimulatedNode, add_nodes
from tests.cluster.pods import RELEASE, pods, settled
from tests.cluster.reapply import changed_by_a_second_apply
from tests.cluster.waiting import eventually

CHART = Path(__file__).parents[2] / "charts" / "inference"
EXAMPLES = sorted(path.name for path in (CHART / "examples").iterdir())
NAMESPACE = {
    "apiVersion": "v1",
    "kind": "Namespace",
    "metadata": {"name": "ai", "labels": {"pod-security.kubernetes.io/enforce": "restricted"}},
}
GPU_TAINT = {"key": "nvidia.com/gpu", "value": "present", "effect": "NoSchedule"}
NEURON_TAINT = {"key": "aws.amazon.com/neuron", "value": "present", "effect": "NoSchedule"}


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_accepted_and_all_its_pods_run(fleet: ControlPlane, example: str) -> None:
    documents = _documents(example)
    for document in documents:
        fleet.api.apply(document)
    try:
        settled(fleet.api)
        found = pods(fleet.api, "ai", f"{RELEASE}={example}")
        assert found
        assert not {pod.name: pod.unschedulable for pod in found if not pod.ready}
        assert not changed_by_a_second_apply(fleet.api, documents)
    finally:
        for document in reversed(documents):
            fleet.api.delete(document)
        eventually(lambda: not pods(fleet.api, "ai"), f"no pods of {example}", seconds=60)


def _documents(example: str) -> list[dict[str, Any]]:
    values = yaml.safe_load((CHART / "examples" / example / "values.yaml").read_text(encoding="utf-8"))
    found = [document for _, document in render(str(CHART), example, "ai", values)]
    # Pods of an example without a service account would be refused until it is there.
    return sorted(found, key=lambda each: each["kind"] in ("Deployment", "LeaderWorkerSet"))


@pytest.fixture(scope="module")
def fleet(defined: ControlPlane) -> ControlPlane:
    """Give a cluster with the machines of the examples, and LeaderWorkerSet's manager."""
    defined.api.apply(NAMESPACE)
    add_nodes(
        defined.api,
        [
            *_nodes("c7i.8xlarge", 2, {}, []),
            *_nodes("g6e.12xlarge", 3, {"karpenter.sh/nodepool": "serve-l40s"}, [GPU_TAINT]),
            *_nodes("p5.48xlarge", 4, {"karpenter.sh/nodepool": "serve-h100"}, [GPU_TAINT], efa=32),
            *_nodes("trn2.48xlarge", 1, {}, [NEURON_TAINT]),
            # Nodes of a cluster that taints nothing, for the examples without tolerations.
            *_nodes("g6.48xlarge", 2, {}, []),
        ],
    )
    run_leader_worker_set(defined)
    return defined


def _nodes(
    name: str, count: int, labels: dict[str, str], taints: list[dict[str, str]], efa: int = 0
) -> list[SimulatedNode]:
    known = instance_type(name)
    assert known
    pool = name.replace(".", "-")
    return [
        instance_node(
            known, pool=pool, zone="us-east-1a", number=number, labels=labels, taints=taints, efa=efa, disk_gib=500
        )
        for number in range(count)
    ]
