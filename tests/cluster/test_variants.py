"""Stacks beside the project's own, which use further parts of the stack file, and clusters of every flavour."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from evenkeel.sizing import load_platform
from tests.cluster.control_plane import ControlPlane
from tests.cluster.deployment import Deployed, delete_all, deploy
from tests.cluster.nodes import EFA, SimulatedNode
from tests.cluster.objects import planned_objects
from tests.cluster.pods import pods, settled
from tests.cluster.pools import nodes_of
from tests.cluster.reapply import changed_by_a_second_apply
from tests.cluster.serving import at_most, entries
from tests.cluster.stacks import plan_of_mapping
from tests.cluster.waiting import eventually
from tests.stacks.plans import platform_of
from tests.stacks.variants import VARIANTS


def test_every_kind_of_pool_brings_nodes_with_their_devices(defined: ControlPlane, tmp_path: Path) -> None:
    with _deployed(defined, VARIANTS["every-pool"](), tmp_path) as deployed:
        _assert_runs(deployed)
        wanted = {
            "gpu-small": {"nvidia.com/gpu"},
            "neuron": {"aws.amazon.com/neuron"},
            "fpga": {"evenkeel.dev/fpga"},
            "train": {"nvidia.com/gpu", EFA},
            "train-grouped": {"nvidia.com/gpu", EFA},
            "arm": set[str](),
        }
        for pool, devices in wanted.items():
            nodes = {node.name: node for node in deployed.nodes.values() if node.pool == pool}
            plugins = [pod for pod in pods(defined.api, "kube-system") if pod.node in nodes]
            assert nodes
            assert all(devices == {each for each in node.capacity if "/" in each} for node in nodes.values())
            assert len(plugins) == len(nodes) * len(devices), f"one plugin on each node of {pool} for {devices}"


def test_a_vpc_that_exists_already_changes_nothing_in_the_cluster(defined: ControlPlane, tmp_path: Path) -> None:
    with _deployed(defined, VARIANTS["existing-vpc"](), tmp_path) as deployed:
        _assert_runs(deployed)


def test_two_layers_make_one_cluster(defined: ControlPlane, tmp_path: Path) -> None:
    infrastructure = VARIANTS["infrastructure"]()
    below = plan_of_mapping(infrastructure, tmp_path)
    assert not planned_objects(below).objects
    nodes = nodes_of(below, load_platform(infrastructure))
    with _deployed(defined, VARIANTS["workloads"](), tmp_path, nodes) as deployed:
        _assert_runs(deployed)


@pytest.mark.parametrize("flavor", ["generic", "gke", "aks", "eks"])
def test_pods_find_the_gpus_of_an_existing_cluster_by_its_own_labels(
    defined: ControlPlane, flavor: str, tmp_path: Path
) -> None:
    with _deployed(defined, _on_gpus(flavor), tmp_path) as deployed, at_most(deployed) as found:
        _assert_runs(deployed)
        for entry in found:
            assert {deployed.nodes[pod.node or ""].pool for pod in entry.pods()} == {entry.wanted.pool}
            ready = sum(pod.ready for pod in entry.pods())
            assert ready == entry.wanted.scaling.max * entry.wanted.nodes_per_replica
        assert any(entry.grouped for entry in entries(deployed))


def _assert_runs(deployed: Deployed) -> None:
    assert not deployed.refused, "\n".join(deployed.refused.values())
    waiting = {pod.name: pod.unschedulable for pod in settled(deployed.api) if pod.unschedulable}
    assert not waiting
    assert not changed_by_a_second_apply(deployed.api, [each.document for each in deployed.planned.objects])


def _on_gpus(flavor: str) -> dict[str, Any]:
    """Return a stack on a cluster with GPUs of two kinds, where everything but the controllers is there."""
    platform = platform_of("onprem")
    platform["target"] = {"kind": "cluster", "context": "existing", "flavor": flavor}
    platform["addOns"] = dict.fromkeys(platform["addOns"], "present")
    if flavor == "aks":  # AKS does not label the model of a GPU: one model a cluster, or labels of one's own
        platform["nodePools"] = [
            _pool("small", "L4", 1, {"size": "small"}),
            _pool("large", "H100", 8, {"size": "large"}),
        ]
    else:
        platform["nodePools"] = [_pool("small", "L4", 1, {}), _pool("large", "H100", 8, {})]
    platform["serving"] = [
        {
            "name": "chat",
            "model": {"name": "Qwen2.5-7B-Instruct", "weights": "hub"},
            "pool": "small",
            "engine": {"device": "nvidia", "maxModelLen": 16384},
            "scaling": {"min": 2, "max": 2},
        },
        {
            "name": "large",
            "model": {"name": "Qwen3-235B-A22B", "weights": "hub"},
            "pool": "large",
            "nodesPerReplica": 2,
            "engine": {"device": "nvidia", "tensorParallel": 8, "pipelineParallel": 2, "maxModelLen": 8192},
            "scaling": {"min": 1, "max": 1},
        },
    ]
    return platform


def _pool(name: str, gpu: str, count: int, labels: dict[str, str]) -> dict[str, Any]:
    memory = {"L4": 22.4, "H100": 80}[gpu]
    accelerators = {"kind": "nvidia", "name": gpu, "count": count, "memoryGib": memory}
    return {
        "name": name,
        "purpose": "inference",
        "node": {"architecture": "amd64", "cpus": 16 * count, "memoryGib": 128 * count, "accelerators": accelerators},
        "labels": labels,
        "max": {"nodes": 2},
    }


@contextmanager
def _deployed(
    plane: ControlPlane, platform: Mapping[str, Any], folder: Path, beside: Sequence[SimulatedNode] = ()
) -> Generator[Deployed]:
    made = deploy(plane, plan_of_mapping(platform, folder), load_platform(platform), beside)
    try:
        yield made
    finally:
        delete_all(plane.api, made.planned.objects)
        for node in made.nodes.values():
            plane.api.delete(node.document)
        eventually(lambda: not plane.api.list("v1", "Node"), "no nodes")
