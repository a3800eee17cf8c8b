"""From the pools that a plan declares to the nodes that they would bring, as many as their limits allow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from evenkeel.catalogue import InstanceType
from evenkeel.model import Plan, Resource
from evenkeel.spec import ClusterTarget, Platform
from tests.cluster.existing_cluster import existing_nodes
from tests.cluster.instances import instance_node, smallest
from tests.cluster.nodes import EFA, INSTANCE_TYPE, ZONE, SimulatedNode

MOST_NODES = 12
"""Nodes of one pool at most, however far it may grow."""
_GIB_OF_GB = 1e9 / 2**30
_EFFECTS = {"NO_SCHEDULE": "NoSchedule", "PREFER_NO_SCHEDULE": "PreferNoSchedule", "NO_EXECUTE": "NoExecute"}
_ROOT_GIB = 20  # EKS's root volume, where a launch template says nothing else


def nodes_of(plan: Plan, platform: Platform) -> list[SimulatedNode]:
    """Return the nodes of the plan's node pools and node groups, or those that an existing cluster is said to have."""
    target = platform.target
    if isinstance(target, ClusterTarget):
        return [node for pool in platform.node_pools for node in existing_nodes(pool, target.flavor, MOST_NODES)]
    return [node for resource in plan.resources for node in _of_resource(plan, resource, target.zones)]


def karpenter_nodes(node_pool: Mapping[str, Any], node_class: Mapping[str, Any]) -> list[SimulatedNode]:
    """Return the nodes that Karpenter would launch for a NodePool at its limits."""
    template, name = node_pool["spec"]["template"], str(node_pool["metadata"]["name"])
    requirements = {str(each["key"]): each.get("values", ()) for each in template["spec"]["requirements"]}
    known = smallest(cast("list[str]", requirements[INSTANCE_TYPE]))
    zones = cast("list[str]", requirements[ZONE])
    capacity = cast("list[str]", requirements["karpenter.sh/capacity-type"])
    labels = {
        **template.get("metadata", {}).get("labels", {}),
        "karpenter.sh/nodepool": name,
        "karpenter.sh/capacity-type": capacity[0],
    }
    interfaces = node_class["spec"].get("networkInterfaces", ())
    efa = sum(each["interfaceType"] == "efa-only" for each in interfaces)
    return [
        instance_node(
            known,
            pool=name,
            zone=zones[number % len(zones)],
            number=number,
            labels=labels,
            taints=template["spec"].get("taints", ()),
            efa=efa,
            disk_gib=_disk(known, node_class),
        )
        for number in range(_count(node_pool["spec"].get("limits", {}), known, efa))
    ]


def _of_resource(plan: Plan, resource: Resource, zones: Sequence[str]) -> Iterator[SimulatedNode]:
    if resource.type == "kubernetes:karpenter.sh/v1:NodePool":
        document = cast("Mapping[str, Any]", resource.inputs)
        name = document["spec"]["template"]["spec"]["nodeClassRef"]["name"]
        yield from karpenter_nodes(document, _node_class(plan, name))
    elif resource.type == "aws:eks/nodeGroup:NodeGroup":
        yield from _group_nodes(resource, _zones_of_subnets(plan, resource) or zones)


def _node_class(plan: Plan, name: str) -> Mapping[str, Any]:
    classes = [cast("Mapping[str, Any]", r.inputs) for r in plan.resources if r.type.endswith(":EC2NodeClass")]
    return next(each for each in classes if each["metadata"]["name"] == name)


def _group_nodes(resource: Resource, zones: Sequence[str]) -> Iterator[SimulatedNode]:
    group = cast("Mapping[str, Any]", resource.inputs)
    labels = cast("Mapping[str, str]", group["labels"])
    for number in range(min(MOST_NODES, int(group["scalingConfig"]["maxSize"]))):
        yield instance_node(
            smallest(group["instanceTypes"]),
            pool=labels["evenkeel.dev/pool"],
            zone=zones[number % len(zones)],
            number=number,
            labels={**labels, "eks.amazonaws.com/nodegroup": resource.name},
            taints=[{**taint, "effect": _EFFECTS[taint["effect"]]} for taint in group.get("taints", ())],
            efa=int(labels.get("evenkeel.dev/efa", "0")),
            disk_gib=_ROOT_GIB,
        )


def _zones_of_subnets(plan: Plan, group: Resource) -> list[str]:
    """Return the zones of the subnets of a node group, whose ids are not known yet; none for existing subnets."""
    wanted = set(group.property_dependencies.get("subnetIds", ()))
    subnets = [r for r in plan.resources if r.urn in wanted and r.type == "aws:ec2/subnet:Subnet"]
    return sorted(str(subnet.inputs["availabilityZone"]) for subnet in subnets)


def _count(limits: Mapping[str, str], known: InstanceType, efa: int) -> int:
    offered = {"cpu": known.cpus, "memory": known.memory_gib, "nodes": 1, EFA: efa}
    if known.accelerators:
        offered["nvidia.com/gpu" if known.accelerators.kind == "nvidia" else "aws.amazon.com/neuron"] = (
            known.accelerators.count
        )
    allowed = [int(_number(limit) / offered[resource]) for resource, limit in limits.items()]
    return min([MOST_NODES, *allowed])


def _number(quantity: str) -> float:
    """Return a plain number, or GiB."""
    digits = re.fullmatch(r"(\d+)(Gi)?", quantity)
    assert digits, f"{quantity!r}: neither a number nor GiB"
    return float(digits[1])


def _disk(known: InstanceType, node_class: Mapping[str, Any]) -> int:
    spec = node_class["spec"]
    if spec.get("instanceStorePolicy") == "RAID0" and known.local_storage_gb:
        return int(known.local_storage_gb * _GIB_OF_GB)
    root = next(each for each in spec["blockDeviceMappings"] if each.get("rootVolume"))
    return int(_number(root["ebs"]["volumeSize"]))
