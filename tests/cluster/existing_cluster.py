"""Nodes of a cluster that exists already, as those who run such clusters mark them."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.spec import NodePool
from tests.cluster.nodes import SimulatedNode

_NO_SCHEDULE = "NoSchedule"
# Labels and taints of nodes with an L4 or H100: NVIDIA's feature discovery, GKE's and AKS's documentation, Karpenter.
_LABELS = {
    "generic": {
        "L4": {"nvidia.com/gpu.product": "NVIDIA-L4"},
        "H100": {"nvidia.com/gpu.product": "NVIDIA-H100-80GB-HBM3"},
    },
    "gke": {
        "L4": {"cloud.google.com/gke-accelerator": "nvidia-l4"},
        "H100": {"cloud.google.com/gke-accelerator": "nvidia-h100-80gb"},
    },
    "aks": {name: {"kubernetes.azure.com/accelerator": "nvidia"} for name in ("L4", "H100")},
    "eks": {name: {"karpenter.k8s.aws/instance-gpu-name": name.lower()} for name in ("L4", "H100")},
}
_TAINTS = {
    "generic": {"key": "nvidia.com/gpu", "value": "present", "effect": _NO_SCHEDULE},
    "gke": {"key": "nvidia.com/gpu", "value": "present", "effect": _NO_SCHEDULE},
    "aks": {"key": "sku", "value": "gpu", "effect": _NO_SCHEDULE},
    "eks": {"key": "nvidia.com/gpu", "value": "true", "effect": _NO_SCHEDULE},
}


def existing_nodes(pool: NodePool, flavor: str, most: int) -> Iterator[SimulatedNode]:
    """Yield the nodes that a pool of an existing cluster stands for.

    Args:
        pool: the pool, whose `node` says what each of them offers.
        flavor: who marks the accelerator nodes: `generic`, `gke`, `aks` or `eks`.
        most: no more than these.
    """
    shape = pool.node
    if shape is None:
        return
    resources = {
        "cpu": f"{int(shape.cpus * 1000)}m",
        "memory": f"{int(shape.memory_gib * 1024)}Mi",
        "ephemeral-storage": "4Ti" if shape.accelerators else "100Gi",  # the stack file says nothing of disks
        "pods": "110",
    }
    labels = {"evenkeel.dev/pool": pool.name, "kubernetes.io/arch": shape.architecture, "kubernetes.io/os": "linux"}
    if flavor != "generic":
        labels["topology.kubernetes.io/zone"] = "zone-1"  # providers of clusters label zones, others seldom do
    taints = [{"key": each.key, "value": each.value, "effect": each.effect} for each in pool.taints]
    if shape.accelerators:
        resources["nvidia.com/gpu"] = str(shape.accelerators.count)
        labels |= _LABELS[flavor][shape.accelerators.name]
        taints.append(_TAINTS[flavor])
    for number in range(min(most, pool.max.nodes or 1)):
        name = f"{pool.name}-{number}"
        yield SimulatedNode(
            name=name,
            pool=pool.name,
            zone="",
            labels={**labels, **pool.labels, "kubernetes.io/hostname": name},
            taints=taints,
            capacity=resources,
            allocatable=resources,
        )
