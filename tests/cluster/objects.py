"""The Kubernetes objects of a plan, and the orders in which the engine may make them."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evenkeel.model import Plan, Resource
from tests.cluster.stand_ins import StandIns

RELEASE = "kubernetes:helm.sh/v3:Release"
DEFINITION = "CustomResourceDefinition"
# What others need without saying so is made as late as its dependencies allow.
_LATE_KINDS = {DEFINITION: 2, "Namespace": 2, "ServiceAccount": 1, "ConfigMap": 1, "Secret": 1}


@dataclass(frozen=True, kw_only=True)
class PlannedObject:
    """A Kubernetes object of a plan.

    Attributes:
        urn: of its resource.
        document: the object, with stand-ins for what is unknown.
        retained: whether it stays when the stack goes.
        needs: URNs of the other objects that the engine makes before, and deletes after.
    """

    urn: str
    document: dict[str, Any]
    retained: bool
    needs: frozenset[str]

    @property
    def kind(self) -> str:
        """Its kind."""
        return str(self.document["kind"])

    @property
    def title(self) -> str:
        """Kind, namespace and name, for messages."""
        metadata = self.document["metadata"]
        return f"{self.kind} {metadata.get('namespace', '')}/{metadata['name']}"


@dataclass(frozen=True, kw_only=True)
class PlannedObjects:
    """What a plan makes in a cluster.

    Attributes:
        objects: in an order that the engine may take, and in the worst one of them: what others might need
            comes as late as the declared dependencies allow.
        releases: names of third-party charts, which only Helm installs and which are not applied here.
        stand_ins: where a value was filled in, and which.
    """

    objects: tuple[PlannedObject, ...]
    releases: tuple[str, ...]
    stand_ins: Mapping[str, str] = field(default_factory=dict[str, str])

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        """Return the documents of a kind."""
        return [each.document for each in self.objects if each.kind == kind]


def planned_objects(plan: Plan) -> PlannedObjects:
    """Return the Kubernetes objects of `plan`.

    Raises:
        NoStandInError: an unknown value of which nobody has said what may stand for it.
    """
    filler = StandIns()
    found = [resource for resource in plan.resources if _is_object(resource)]
    needs = _needs({resource.urn: resource for resource in plan.resources}, {resource.urn for resource in found})
    objects = [
        PlannedObject(
            urn=resource.urn,
            document=filler.fill(resource.name, resource.inputs),
            retained=resource.retain_on_delete,
            needs=needs[resource.urn],
        )
        for resource in found
    ]
    return PlannedObjects(
        objects=tuple(_worst_order(objects)),
        releases=tuple(str(resource.inputs["name"]) for resource in plan.resources if resource.type == RELEASE),
        stand_ins=filler.places,
    )


def _is_object(resource: Resource) -> bool:
    return resource.custom and resource.type.startswith("kubernetes:") and resource.type != RELEASE


def _needs(resources: Mapping[str, Resource], objects: set[str]) -> dict[str, frozenset[str]]:
    """Return the objects that each resource waits for, by way of components, charts and AWS resources as well.

    A child waits for what its parent waits for, since the parent is registered first.
    """
    waited: dict[str, frozenset[str]] = {}

    def waits_for(urn: str) -> frozenset[str]:
        if urn not in waited:
            waited[urn] = frozenset()  # the engine has no cycles
            resource = resources.get(urn)
            before = [*resource.dependencies, resource.parent, _provider(resource)] if resource else []
            found = {each for each in before if each}
            waited[urn] = frozenset(found & objects).union(*(waits_for(each) for each in found))
        return waited[urn]

    return {urn: waits_for(urn) for urn in objects}


def _provider(resource: Resource) -> str | None:
    return resource.provider.rpartition("::")[0] if resource.provider else None


def _worst_order(objects: Iterable[PlannedObject]) -> list[PlannedObject]:
    open_needs = {each.urn: set(each.needs) for each in objects}
    by_urn = {each.urn: each for each in objects}
    ready = [(_rank(by_urn[urn]), urn) for urn, needs in open_needs.items() if not needs]
    heapq.heapify(ready)
    ordered: list[PlannedObject] = []
    while ready:
        _, urn = heapq.heappop(ready)
        ordered.append(by_urn[urn])
        for other, needs in open_needs.items():
            if urn in needs:
                needs.remove(urn)
                if not needs:
                    heapq.heappush(ready, (_rank(by_urn[other]), other))
    assert len(ordered) == len(by_urn), "the plan's dependencies go round in a circle"
    return ordered


def _rank(each: PlannedObject) -> int:
    return _LATE_KINDS.get(each.kind, 0)
