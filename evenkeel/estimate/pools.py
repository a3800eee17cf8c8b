"""Node pools: which instances they may take, how these are bought, and how many there may be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from evenkeel.estimate.plan_view import PlanView
from evenkeel.estimate.reading import at, hours, items, number, quantity, text, texts
from evenkeel.estimate.workloads import POOL_LABEL
from evenkeel.model import Resource, Value

NODE_POOL: Final = "kubernetes:karpenter.sh/v1:NodePool"
NODE_CLASS: Final = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass"
NODE_GROUP: Final = "aws:eks/nodeGroup:NodeGroup"
TEMPLATE: Final = "aws:ec2/launchTemplate:LaunchTemplate"
_GIB_OF_GB: Final = Decimal(2**30)
_MANAGED: Final = {"ON_DEMAND": "on-demand", "SPOT": "spot", "CAPACITY_BLOCK": "capacity-block"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """A pool as the plan describes it.

    Attributes:
        name: its name.
        resource: the NodePool or the node group.
        types: instance types that it may take.
        capacity: how instances are bought: `reserved`, `spot`, `on-demand`, `capacity-block`; the preferred way first.
        least: nodes that are always there.
        desired: nodes at the start; for a pool that Karpenter fills, 0.
        most: nodes at most; None without a limit.
        volume_gb: size of the root volume, GiB as AWS counts its gigabytes.
        watched: whether the instances send detailed monitoring.
        idle: hours for which an empty node stays.
    """

    name: str
    resource: Resource
    types: tuple[str, ...]
    capacity: tuple[str, ...]
    least: int
    desired: int
    most: int | None
    volume_gb: Decimal
    watched: bool
    idle: Decimal


def karpenter_pool(resource: Resource, view: PlanView) -> Pool:
    """Read a Karpenter NodePool with its node class."""
    spec = at(resource.inputs, "spec", "template", "spec")
    wanted = text(spec, "nodeClassRef", "name")
    node_class = next(
        (each for each in view.of_type(NODE_CLASS) if text(each.inputs, "metadata", "name") == wanted), None
    )
    limit = number(resource.inputs, "spec", "limits", "nodes")
    root = items(node_class.inputs, "spec", "blockDeviceMappings") if node_class else ()
    return Pool(
        name=_label(resource),
        resource=resource,
        types=_required(spec, "node.kubernetes.io/instance-type"),
        capacity=_required(spec, "karpenter.sh/capacity-type") or ("on-demand",),
        least=0,
        desired=0,
        most=None if limit is None else int(limit),
        volume_gb=sum((quantity(each, "ebs", "volumeSize") for each in root), Decimal(0)) / _GIB_OF_GB,
        watched=node_class is not None and at(node_class.inputs, "spec", "detailedMonitoring") is True,
        idle=hours(resource.inputs, "spec", "disruption", "consolidateAfter"),
    )


def managed_pool(resource: Resource, view: PlanView) -> Pool:
    """Read an EKS node group with its launch template."""
    template = view.behind(resource, "launchTemplate", TEMPLATE)
    root = items(template.inputs, "blockDeviceMappings") if template else ()
    scaling = at(resource.inputs, "scalingConfig")
    own = number(resource.inputs, "diskSize")
    types = texts(resource.inputs, "instanceTypes") or ((text(template.inputs, "instanceType"),) if template else ())
    return Pool(
        name=text(resource.inputs, "labels", POOL_LABEL) or resource.name,
        resource=resource,
        types=tuple(name for name in types if name),
        capacity=(_MANAGED.get(text(resource.inputs, "capacityType"), "on-demand"),),
        least=int(number(scaling, "minSize") or 0),
        desired=int(number(scaling, "desiredSize") or 0),
        most=int(number(scaling, "maxSize") or 0),
        volume_gb=own or sum((number(each, "ebs", "volumeSize") or Decimal(0) for each in root), Decimal(0)),
        watched=template is not None and at(template.inputs, "monitoring", "enabled") is True,
        idle=Decimal(0),
    )


def find_pool(view: PlanView, name: str) -> Pool | None:
    """Return the pool `name`; None when the plan does not have it."""
    for resource in view.of_type(NODE_POOL):
        if _label(resource) == name:
            return karpenter_pool(resource, view)
    for resource in view.of_type(NODE_GROUP):
        if text(resource.inputs, "labels", POOL_LABEL) == name:
            return managed_pool(resource, view)
    return None


def _label(resource: Resource) -> str:
    own = text(resource.inputs, "spec", "template", "metadata", "labels", POOL_LABEL)
    return own or text(resource.inputs, "metadata", "name")


def _required(spec: Value, key: str) -> tuple[str, ...]:
    for requirement in items(spec, "requirements"):
        if text(requirement, "key") == key:
            return texts(requirement, "values")
    return ()
