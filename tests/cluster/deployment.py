"""A plan's objects on a control plane, with the nodes that its pools would bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evenkeel.model import Plan
from evenkeel.spec import Platform
from tests.cluster.api import Api, RefusedError
from tests.cluster.control_plane import ControlPlane
from tests.cluster.controllers import run_leader_worker_set
from tests.cluster.nodes import SimulatedNode, add_nodes
from tests.cluster.objects import DEFINITION, PlannedObject, PlannedObjects, planned_objects
from tests.cluster.pools import nodes_of
from tests.cluster.waiting import eventually


@dataclass(frozen=True, kw_only=True)
class Deployed:
    """A stack on a control plane.

    Attributes:
        platform: the stack's settings, which say what is wanted.
        plane: where it is.
        planned: its objects.
        nodes: its nodes by name.
        refused: objects that the API server did not take, with its message.
    """

    platform: Platform
    plane: ControlPlane
    planned: PlannedObjects
    nodes: dict[str, SimulatedNode]
    refused: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def api(self) -> Api:
        """Client of its API server."""
        return self.plane.api

    def replace_nodes(self, gone: Iterable[SimulatedNode], new: Iterable[SimulatedNode]) -> None:
        """Take note that other nodes stand in the place of some."""
        for node in gone:
            del self.nodes[node.name]
        self.nodes.update({node.name: node for node in new})


def deploy(plane: ControlPlane, plan: Plan, platform: Platform, beside: Iterable[SimulatedNode] = ()) -> Deployed:
    """Make the nodes, apply the objects in the worst order that the engine may take, and run the controllers.

    Args:
        plane: where.
        plan: what.
        platform: the settings behind the plan.
        beside: nodes that another stack brings.
    """
    planned, nodes = planned_objects(plan), [*nodes_of(plan, platform), *beside]
    add_nodes(plane.api, nodes)
    refused = apply_all(plane, planned.objects)
    return Deployed(
        platform=platform,
        plane=plane,
        planned=planned,
        nodes={node.name: node for node in nodes},
        refused=refused,
    )


def apply_all(plane: ControlPlane, objects: Iterable[PlannedObject]) -> dict[str, str]:
    """Apply objects in their order; return what was refused, by title.

    As the Kubernetes provider does, wait until definitions are in force.
    """
    refused: dict[str, str] = {}
    pending: list[Mapping[str, Any]] = []
    for each in objects:
        if each.kind != DEFINITION:
            await_definitions(plane.api, pending)
            pending.clear()
        if each.kind == "LeaderWorkerSet" and not plane.processes.runs("lws-manager"):
            run_leader_worker_set(plane)
        try:
            plane.api.apply(each.document)
        except RefusedError as error:
            refused[each.title] = str(error)
            continue
        if each.kind == DEFINITION:
            pending.append(each.document)
    return refused


def await_definitions(api: Api, definitions: Iterable[Mapping[str, Any]]) -> None:
    """Wait until objects of these CustomResourceDefinitions can be made."""

    def established(definition: Mapping[str, Any]) -> bool:
        conditions = (api.get(definition) or {}).get("status", {}).get("conditions")
        return any(each["type"] == "Established" and each["status"] == "True" for each in conditions or ())

    for definition in definitions:
        eventually(lambda it=definition: established(it), f"{definition['metadata']['name']} in force")


def delete_all(api: Api, objects: Iterable[PlannedObject]) -> None:
    """Delete objects as the engine does: whatever nothing else needs any more, at once, until all are gone.

    Namespaces take seconds to end and hold up nothing here, so all of them are waited for together.
    """
    left = {each.urn: each for each in objects if not each.retained}
    namespaces: list[PlannedObject] = []
    while left:
        needed = frozenset[str]().union(*(each.needs for each in left.values()))
        going = [left.pop(urn) for urn in left.keys() - needed]
        for each in going:
            api.delete(each.document)
        namespaces += [each for each in going if each.kind == "Namespace"]
        for each in going:
            if each.kind != "Namespace":
                _await_gone(api, each)
    for each in namespaces:
        _await_gone(api, each)


def _await_gone(api: Api, each: PlannedObject) -> None:
    eventually(lambda: api.get(each.document) is None, f"{each.title} gone")
