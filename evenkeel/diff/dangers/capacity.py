"""Machines, replicas and zones that a change takes away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from evenkeel.diff.dangers.surroundings import Surroundings, after, before, listed, lookup
from evenkeel.diff.tokens import kind
from evenkeel.model import Value
from evenkeel.model.change import Danger, DangerKind, Operation, ResourceChange

_COUNTS: Final = {
    "aws:eks/nodeGroup:NodeGroup": ("scalingConfig.minSize", "scalingConfig.maxSize"),
    "aws:elasticache/replicationGroup:ReplicationGroup": (
        "numCacheClusters",
        "numNodeGroups",
        "replicasPerNodeGroup",
    ),
    "kubernetes:apps:Deployment": ("spec.replicas",),
    "kubernetes:apps:StatefulSet": ("spec.replicas",),
    "kubernetes:autoscaling:HorizontalPodAutoscaler": ("spec.minReplicas", "spec.maxReplicas"),
    "kubernetes:core:ResourceQuota": ("spec.hard",),
    "kubernetes:karpenter.sh:NodePool": ("spec.limits",),
    "kubernetes:keda.sh:ScaledObject": ("spec.minReplicaCount", "spec.maxReplicaCount"),
    "kubernetes:leaderworkerset.x-k8s.io:LeaderWorkerSet": ("spec.replicas",),
    "kubernetes:policy:PodDisruptionBudget": ("spec.minAvailable",),
}
"""Numbers that stand for capacity, by kind; of a mapping all members count."""
_CARRIERS: Final = frozenset(
    {
        "aws:ec2/natGateway:NatGateway",
        "aws:eks/nodeGroup:NodeGroup",
        "aws:lb/loadBalancer:LoadBalancer",
        "kubernetes:apps:Deployment",
        "kubernetes:karpenter.sh:NodePool",
        "kubernetes:keda.sh:ScaledObject",
        "kubernetes:leaderworkerset.x-k8s.io:LeaderWorkerSet",
    }
)
"""Kinds whose deletion takes capacity away."""
_FACTORS: Final = {"m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30}
_QUANTITY: Final = re.compile(r"(\d+(?:\.\d+)?)(m|k|M|G|T|Ki|Mi|Gi|Ti|%)?")
_NARROWED: Final = frozenset({"topology.kubernetes.io/zone", "node.kubernetes.io/instance-type"})


def capacity(changes: Sequence[ResourceChange], around: Surroundings) -> Iterator[Danger]:
    """Yield what becomes less: limits, replicas, zones, instance types, or whole pools and services."""
    del around
    for change in changes:
        key = kind(change.resource.type)
        if change.operation is Operation.DELETE:
            if key in _CARRIERS:
                yield _danger(change, "it goes")
        elif change.before is not None and change.operation is not Operation.SAME:
            for path in _COUNTS.get(key, ()):
                yield from _lower(change, path, before(change, path), after(change, path))
            if key == "kubernetes:karpenter.sh:NodePool":
                yield from _narrower(change)
            if key.startswith("aws:elasticache/replicationGroup:"):
                for path in ("automaticFailoverEnabled", "multiAzEnabled"):
                    if before(change, path) is True and after(change, path) is not True:
                        yield _danger(change, f"{path} is turned off")
    yield from _zones(changes)


def _danger(change: ResourceChange, detail: str) -> Danger:
    return Danger(kind=DangerKind.CAPACITY_LOST, urn=change.resource.urn, detail=detail)


def _lower(change: ResourceChange, path: str, old: Value, new: Value) -> Iterator[Danger]:
    if isinstance(old, Mapping):
        for name, value in old.items():
            later = new.get(name) if isinstance(new, Mapping) else None
            if later is not None:  # a limit that goes altogether gives more, not less
                yield from _lower(change, f"{path}.{name}", value, later)
        if isinstance(new, Mapping):
            for name in new.keys() - old.keys():
                yield _danger(change, f"{path}.{name} is limited to {new[name]}")
        return
    was, becomes = _number(old), _number(new)
    if was is not None and becomes is not None and becomes < was:
        yield _danger(change, f"{path} falls from {old} to {new}")


def _number(value: Value) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    match = _QUANTITY.fullmatch(str(value))
    if match is None:
        return None
    return float(match[1]) * _FACTORS.get(match[2] or "", 2**40 if match[2] == "Ti" else 1)


def _narrower(change: ResourceChange) -> Iterator[Danger]:
    """Yield zones and instance types that a node pool no longer takes."""
    old, new = _requirements(change, before=True), _requirements(change, before=False)
    for key in sorted(_NARROWED & old.keys() & new.keys()):
        gone = sorted(old[key] - new[key])
        if gone:
            yield _danger(change, f"{key.rpartition('/')[2]} loses {', '.join(gone)}")


def _requirements(change: ResourceChange, *, before: bool) -> dict[str, set[str]]:
    resource = change.before if before else change.after
    found: dict[str, set[str]] = {}
    for item in listed(lookup(resource.inputs, "spec.template.spec.requirements") if resource else None):
        if isinstance(item, Mapping) and item.get("operator") == "In":
            values = {value for value in listed(item.get("values")) if isinstance(value, str)}
            found[str(item.get("key"))] = values
    return found


def _zones(changes: Sequence[ResourceChange]) -> Iterator[Danger]:
    """Yield zones in which no subnet is left."""
    path = "availabilityZone"
    subnets = [change for change in changes if change.resource.type == "aws:ec2/subnet:Subnet"]
    left = {str(after(change, path)) for change in subnets if change.after is not None}
    told: set[str] = set()
    for change in subnets:
        zone = before(change, path)
        if isinstance(zone, str) and zone not in left and zone not in told and left:
            told.add(zone)
            yield _danger(change, f"no subnet is left in {zone}")
