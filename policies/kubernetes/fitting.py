"""Whether pods fit on nodes, and replicas within the limit of a pool."""

from __future__ import annotations

from math import inf
from typing import Final

from evenkeel.catalogue import InstanceType
from evenkeel.model import Resource
from policies.kubernetes.pools import DEVICES, EFA, Pool, pools_for, resource_total
from policies.kubernetes.quantities import GIB, quantity
from policies.kubernetes.scaling import most_replicas, pods_per_replica
from policies.kubernetes.workloads import Pod, pods_of
from policies.plan_view import PlanView

ROUNDING: Final = 1e-6


def shortage(pod: Pod, machine: InstanceType) -> str:
    """Return what a pod asks for that an instance of a type does not have, empty when it fits."""
    if resource_total(pod, "cpu") > machine.cpus:
        return f"it asks for {resource_total(pod, 'cpu'):g} processors, and {machine.name} has {machine.cpus}"
    memory = resource_total(pod, "memory") / GIB
    if memory > machine.memory_gib:
        return f"it asks for {memory:g} GiB of memory, and {machine.name} has {machine.memory_gib:g}"
    for device, kind in DEVICES.items():
        has = machine.accelerators
        count = has.count if has and has.kind == kind else 0
        if has and device.endswith("neuroncore"):
            count *= has.neuron_cores
        if resource_total(pod, device) > count:
            return f"it asks for {resource_total(pod, device):g} of {device}, and {machine.name} has {count}"
    adapters = machine.efa_interfaces
    if adapters is not None and resource_total(pod, EFA) > adapters:
        return f"it asks for {resource_total(pod, EFA):g} of {EFA}, and {machine.name} has {adapters}"
    return ""


def pods_within(pool: Pool, pod: Pod) -> float:
    """Return how many pods of a kind the limit of a pool holds."""
    limits = pool.root.at("spec", "limits") if pool.of_karpenter else pool.root["scalingConfig"]
    nodes = limits["nodes"] if pool.of_karpenter else limits["maxSize"]
    held = inf
    fitting = [machine for machine in pool.machines if not shortage(pod, machine)]
    if nodes.given and fitting:
        held = min(held, quantity(nodes) * max(_on_node(pod, machine) for machine in fitting))
    for device in DEVICES:
        asked = resource_total(pod, device)
        if pool.of_karpenter and asked and limits[device].given:
            held = min(held, quantity(limits[device]) // asked)
    return held


def share_of_replica(view: PlanView, workload: Resource, pool: Pool) -> float:
    """Return the share of a pool's limit that a replica of a workload takes."""
    pods = [pod for pod in pods_of(workload) if any(each is pool for each in pools_for(view, pod))]
    count = pods_per_replica(workload)
    if not pods:
        return 0.0
    held = pods_within(pool, pods[0])
    return count / held if held else inf


def usage(view: PlanView, pool: Pool) -> list[tuple[Resource, float]]:
    """Return the servers that run on a pool, each with the share of its limit that all their replicas take."""
    servers = view.of_kind("Deployment", "StatefulSet", "LeaderWorkerSet")
    found: list[tuple[Resource, float]] = []
    for workload in servers:
        pools = [pool for pod in pods_of(workload)[:1] for pool in pools_for(view, pod)]
        if len(pools) != 1 or pools[0] is not pool:
            continue
        share = share_of_replica(view, workload, pool) * most_replicas(view, workload).number(1)
        if share:
            found.append((workload, share))
    return found


def _on_node(pod: Pod, machine: InstanceType) -> float:
    """Return how many pods of a kind a node holds, by processors, memory and accelerators."""
    amounts = [
        (resource_total(pod, "cpu"), float(machine.cpus)),
        (resource_total(pod, "memory"), machine.memory_gib * GIB),
    ]
    amounts += [
        (resource_total(pod, device), float(machine.accelerators.count)) for device in DEVICES if machine.accelerators
    ]
    return min((has // asked for asked, has in amounts if asked), default=inf)
