"""Nodes as a stack's pools would bring them, as documents for the API server."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tests.cluster.api import Api
from tests.cluster.waiting import eventually

ACCELERATORS = ("nvidia.com/gpu", "aws.amazon.com/neuron", "evenkeel.dev/fpga")
EFA = "vpc.amazonaws.com/efa"
ZONE = "topology.kubernetes.io/zone"
INSTANCE_TYPE = "node.kubernetes.io/instance-type"


@dataclass(frozen=True, kw_only=True)
class SimulatedNode:
    """A node that kwok plays.

    Attributes:
        name: its name.
        pool: the pool that brings it.
        zone: its availability zone; empty outside of AWS.
        labels: all its labels.
        taints: its taints, as Kubernetes writes them.
        capacity: what it has, by resource.
        allocatable: what pods can have of it.
    """

    name: str
    pool: str
    zone: str
    labels: Mapping[str, str]
    taints: Sequence[Mapping[str, str]]
    capacity: Mapping[str, str]
    allocatable: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def accelerated(self) -> bool:
        """Whether it has accelerators of any kind."""
        return any(resource in self.capacity for resource in ACCELERATORS)

    @property
    def document(self) -> dict[str, Any]:
        """The Node object."""
        return {
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": {"name": self.name, "labels": dict(self.labels)},
            "spec": {"taints": [dict(taint) for taint in self.taints]} if self.taints else {},
        }


def add_nodes(api: Api, nodes: Iterable[SimulatedNode]) -> None:
    """Make the nodes, and wait until they are ready and nothing but their own taints keeps pods away."""
    added = list(nodes)
    for node in added:
        api.apply(node.document)
        status = {"capacity": dict(node.capacity), "allocatable": dict(node.allocatable)}
        api.merge(node.document, {"status": status}, "/status")
    own = {node.name: len(node.taints) for node in added}

    def ready() -> bool:
        return all(
            _is_ready(each) and len(each["spec"].get("taints", ())) == own[each["metadata"]["name"]]
            for each in api.list("v1", "Node")
            if each["metadata"]["name"] in own
        )

    eventually(ready, "all nodes ready")


def remove_nodes(api: Api, nodes: Iterable[SimulatedNode]) -> None:
    """Take nodes away as a zone that fails does: their pods are lost first.

    The taint stands for what the node controller does to nodes that no longer answer, without its five minutes of
    patience.
    """
    gone = list(nodes)
    for node in gone:
        lost = {"key": "evenkeel.dev/zone-lost", "value": "true", "effect": "NoExecute"}
        api.merge(node.document, {"spec": {"taints": [*map(dict, node.taints), lost], "unschedulable": True}})
    names = {node.name for node in gone}
    eventually(
        lambda: not any(pod["spec"].get("nodeName") in names for pod in api.list("v1", "Pod")),
        "no pods on the lost nodes",
    )
    for node in gone:
        api.delete(node.document)


def renewed(node: SimulatedNode) -> SimulatedNode:
    """Return a node in the place of one that is gone: alike, with a name of its own."""
    name = f"{node.name.partition('-new-')[0]}-new-{secrets.token_hex(3)}"
    return replace(node, name=name, labels={**node.labels, "kubernetes.io/hostname": name})


def _is_ready(node: Mapping[str, Any]) -> bool:
    conditions = node.get("status", {}).get("conditions", ())
    return any(each["type"] == "Ready" and each["status"] == "True" for each in conditions)
