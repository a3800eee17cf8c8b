"""Node pools of every kind, beyond those of the stacks: Karpenter's definitions and rules accept them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from components.device_plugins import (
    DevicePluginArgs,
    EfaDevicePlugin,
    EfaDevicePluginArgs,
    FpgaDevicePlugin,
    FpgaDevicePluginArgs,
    NeuronDevicePlugin,
    NvidiaDevicePlugin,
)
from components.images import ImageLocation
from components.node_pools import (
    KarpenterNodePool,
    LimitsArgs,
    ReservationArgs,
    TaintArgs,
    agent_tolerations,
    node_labels,
    node_taints,
)
from evenkeel.catalogue import instance_type
from evenkeel.plan import record_program
from tests.cluster.control_plane import ControlPlane
from tests.cluster.instances import instance_node
from tests.cluster.nodes import SimulatedNode, add_nodes
from tests.cluster.objects import PlannedObjects, planned_objects
from tests.cluster.pods import pods, settled
from tests.cluster.pools import karpenter_nodes
from tests.components.node_pools.pools import BLOCK, karpenter, managed

ON_DEMAND = ReservationArgs(kind="on-demand", ids=[], tags={"team": "*"}, placement_group_name="near")
POOLS: dict[str, Any] = {
    "processors": karpenter("c7i.4xlarge", "c7i.8xlarge", purpose="general"),
    "graviton": karpenter("m7g.large", purpose="general", capacity_types=["spot", "on-demand"]),
    "one-gpu": karpenter("g6.xlarge", "g6.2xlarge", capacity_types=["spot"], weight=50),
    "gpus-with-efa": karpenter("p5.48xlarge", efa=True, placement_group_name="near"),
    "gpus-with-a-card-for-ip": karpenter("p6-b300.48xlarge", efa=True),
    "bottlerocket": karpenter("p5.48xlarge", efa=True, image_alias="bottlerocket@v1.61.0"),
    "neuron": karpenter("trn1.32xlarge", purpose="training", efa=True),
    "inferentia": karpenter("inf2.48xlarge", max_pods=50, local_nvme=False),
    "block": karpenter("p5.48xlarge", efa=True, capacity_types=["reserved"], reservation=BLOCK),
    "reserved-first": karpenter("g6e.12xlarge", capacity_types=["reserved", "on-demand"], reservation=ON_DEMAND),
    "all-limits": karpenter("g6e.12xlarge", limits=LimitsArgs(cpu=960, memory_gib=8000, accelerators=80, nodes=20)),
    "own-taints": karpenter(
        "c7i.4xlarge",
        taints=[TaintArgs(key="team", value="a", effect="PreferNoSchedule")],
        expire_after="Never",
        termination_grace_period="24h",
    ),
}


@pytest.mark.parametrize("pool", POOLS)
def test_a_pool_is_accepted_and_says_what_nodes_it_brings(defined: ControlPlane, pool: str) -> None:
    planned = _planned(lambda: KarpenterNodePool(pool, replace(POOLS[pool], pool=pool)))
    for each in planned.objects:
        assert not defined.api.refusal(each.document), each.title
    (node_pool,), (node_class,) = planned.of_kind("NodePool"), planned.of_kind("EC2NodeClass")
    nodes = karpenter_nodes(node_pool, node_class)
    assert {node.zone for node in nodes} == set(POOLS[pool].zones)


def test_device_plugins_find_the_nodes_that_have_their_devices(defined: ControlPlane) -> None:
    nodes = [
        _node("c7i.4xlarge", "cpu"),
        _node("g6e.12xlarge", "l40s"),
        _node("p5.48xlarge", "h100", efa=True),
        # Bottlerocket runs NVIDIA's plugin itself.
        _node("p5.48xlarge", "bottlerocket", efa=True, family="bottlerocket"),
        _node("inf2.48xlarge", "inferentia"),
        _node("trn1.32xlarge", "trainium", efa=True),
        _node("f2.6xlarge", "fpga"),
    ]
    add_nodes(defined.api, nodes)
    for each in _planned(_plugins).objects:
        defined.api.apply(each.document)
    settled(defined.api)
    assert _running_on(defined) == {
        "nvidia-device-plugin": {"l40s", "h100"},
        "neuron-device-plugin": {"inferentia", "trainium"},
        "fpga-device-plugin": {"fpga"},
        "aws-efa-device-plugin": {"h100", "bottlerocket"},
        "aws-efa-device-plugin-neuron": {"trainium"},
    }


def _planned(program: Any) -> PlannedObjects:
    return planned_objects(record_program(lambda: {"made": bool(program())}, project="pools", stack="test"))


def _plugins() -> bool:
    images = ImageLocation()
    tolerations = agent_tolerations(["nvidia", "neuron", "fpga"])
    image = "example.com/plugin:1.0.0"
    plain = DevicePluginArgs(namespace="kube-system", image=image, images=images, nodes=None, tolerations=tolerations)
    NvidiaDevicePlugin("nvidia", plain)
    NeuronDevicePlugin("neuron", plain)
    EfaDevicePlugin(
        "efa",
        EfaDevicePluginArgs(namespace="kube-system", image=image, images=images, tolerations=tolerations, neuron=True),
    )
    FpgaDevicePlugin(
        "fpga",
        FpgaDevicePluginArgs(
            namespace="kube-system",
            image=image,
            images=images,
            tolerations=tolerations,
            device_paths=["/dev/xdma*_user"],
        ),
    )
    return True


def _node(name: str, pool: str, *, efa: bool = False, family: str = "al2023") -> SimulatedNode:
    """Return a node of a pool with the labels and taints of our pools."""
    known, args = instance_type(name), managed(name, purpose="inference", efa=efa)
    assert known
    taints = [
        {"key": each.key, "value": each.value, "effect": each.effect}
        for each in node_taints("inference", args.accelerator)
    ]
    return instance_node(
        known,
        pool=pool,
        zone="us-east-1a",
        number=0,
        labels=node_labels(pool, "inference", args.accelerator, args.efa, family),
        taints=taints,
        efa=args.efa.interfaces if args.efa else 0,
        disk_gib=100,
    )


def _running_on(plane: ControlPlane) -> dict[str, set[str]]:
    """Return the pools on whose nodes each DaemonSet runs, by its name."""
    found: dict[str, set[str]] = {}
    for pod in pods(plane.api, "kube-system"):
        name = pod.labels["app.kubernetes.io/name"]
        found.setdefault(name, set()).add((pod.node or "").removesuffix("-us-east-1a-0"))
    return found
