"""A node of an EC2 instance type: what it has, and the labels that AWS and Karpenter give it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evenkeel.catalogue import InstanceType, instance_type
from tests.cluster.node_overhead import memory_for_pods_mib, memory_mib, milli_cpus_for_pods, most_pods
from tests.cluster.nodes import EFA, INSTANCE_TYPE, ZONE, SimulatedNode

_RESOURCES = {"nvidia": "nvidia.com/gpu", "neuron": "aws.amazon.com/neuron", "fpga": "evenkeel.dev/fpga"}
_KARPENTER = "karpenter.k8s.aws/instance-"


def smallest(names: Sequence[str]) -> InstanceType:
    """Return the type with the least of everything: pods of the pool have to fit there too."""
    found = [known for name in names if (known := instance_type(name)) is not None]
    assert len(found) == len(names), f"the catalogue does not know all of {names}"
    return min(found, key=lambda each: (each.cpus, each.memory_gib))


def instance_node(
    known: InstanceType,
    *,
    pool: str,
    zone: str,
    number: int,
    labels: Mapping[str, str],
    taints: Sequence[Mapping[str, str]],
    efa: int,
    disk_gib: int,
) -> SimulatedNode:
    """Return a node of that type.

    Args:
        known: its instance type.
        pool: name of its pool.
        zone: its zone.
        number: which of the pool's nodes it is.
        labels: labels that the pool gives its nodes.
        taints: taints of the pool's nodes.
        efa: EFA interfaces that are attached.
        disk_gib: disk for images, logs and empty directories.
    """
    name = f"{pool}-{zone}-{number}"
    devices = {EFA: str(efa)} if efa else {}
    if known.accelerators:
        devices[_RESOURCES[known.accelerators.kind]] = str(known.accelerators.count)
    shared = {"pods": str(most_pods(known)), **devices}
    return SimulatedNode(
        name=name,
        pool=pool,
        zone=zone,
        labels={**_well_known(known, name, zone), **labels},
        taints=taints,
        capacity={
            "cpu": str(known.cpus),
            "memory": f"{memory_mib(known)}Mi",
            "ephemeral-storage": f"{disk_gib}Gi",
            **shared,
        },
        allocatable={
            "cpu": f"{milli_cpus_for_pods(known)}m",
            "memory": f"{memory_for_pods_mib(known)}Mi",
            "ephemeral-storage": f"{int(disk_gib * 0.9) - 1}Gi",  # the kubelet evicts pods at a tenth left
            **shared,
        },
    )


def _well_known(known: InstanceType, name: str, zone: str) -> dict[str, str]:
    family, _, size = known.name.partition(".")
    labels = {
        "kubernetes.io/hostname": name,
        "kubernetes.io/arch": known.architecture,
        "kubernetes.io/os": "linux",
        INSTANCE_TYPE: known.name,
        ZONE: zone,
        "topology.kubernetes.io/region": zone[:-1],
        f"{_KARPENTER}family": family,
        f"{_KARPENTER}size": size,
        f"{_KARPENTER}cpu": str(known.cpus),
        f"{_KARPENTER}memory": str(int(known.memory_gib * 1024)),
    }
    if known.accelerators is None:
        return labels
    kind = "gpu" if known.accelerators.kind == "nvidia" else "accelerator"
    model = re.sub(r"[^a-z0-9]+", "-", known.accelerators.name.lower())
    labels[f"{_KARPENTER}{kind}-name"] = model
    labels[f"{_KARPENTER}{kind}-count"] = str(known.accelerators.count)
    return labels
