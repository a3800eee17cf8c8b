"""A plan, indexed for rules that look at several resources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, Final, TypeVar, cast

from evenkeel.model import Resource

KUBERNETES: Final = "kubernetes:"

T = TypeVar("T")


class PlanView:
    """The resources of a stack by URN, type, kind, parent and dependency; each index is built when first asked for.

    They are in the order of their URNs, since an engine registers them in another order each time.
    """

    def __init__(self, resources: Iterable[Resource]) -> None:
        self.resources: Final = tuple(sorted(resources, key=lambda resource: resource.urn))
        self._derived: Final[dict[Callable[[PlanView], Any], Any]] = {}

    @cached_property
    def by_urn(self) -> Mapping[str, Resource]:
        """All resources by URN."""
        return {resource.urn: resource for resource in self.resources}

    @cached_property
    def _by_type(self) -> Mapping[str, list[Resource]]:
        index: defaultdict[str, list[Resource]] = defaultdict(list)
        for resource in self.resources:
            index[resource.type].append(resource)
        return index

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Resource]]:
        index: defaultdict[str, list[Resource]] = defaultdict(list)
        for resource in self.resources:
            if resource.type.startswith(KUBERNETES):
                index[resource.type.rpartition(":")[2]].append(resource)
        return index

    @cached_property
    def _children(self) -> Mapping[str, list[Resource]]:
        index: defaultdict[str, list[Resource]] = defaultdict(list)
        for resource in self.resources:
            if resource.parent is not None:
                index[resource.parent].append(resource)
        return index

    @cached_property
    def _dependents(self) -> Mapping[str, list[tuple[str, Resource]]]:
        index: defaultdict[str, list[tuple[str, Resource]]] = defaultdict(list)
        for resource in self.resources:
            for name, urns in resource.property_dependencies.items():
                for urn in urns:
                    index[urn].append((name, resource))
        return index

    def of_type(self, *tokens: str) -> list[Resource]:
        """Return the resources of some types, in the order of their URNs within each."""
        return [resource for token in tokens for resource in self._by_type.get(token, ())]

    def of_kind(self, *kinds: str) -> list[Resource]:
        """Return the Kubernetes objects of some kinds (`Deployment`), whatever their API version."""
        return [resource for kind in kinds for resource in self._by_kind.get(kind, ())]

    def derived(self, function: Callable[[PlanView], T]) -> T:
        """Return what a function makes of this view, computed once however many rules ask for it."""
        if function not in self._derived:
            self._derived[function] = function(self)
        return cast("T", self._derived[function])

    def children(self, resource: Resource) -> list[Resource]:
        """Return the resources whose parent this one is."""
        return list(self._children.get(resource.urn, ()))

    def parent(self, resource: Resource) -> Resource | None:
        """Return a resource's parent, None where it has none in the plan."""
        return self.by_urn.get(resource.parent) if resource.parent else None

    def component(self, resource: Resource, token: str) -> Resource | None:
        """Return the nearest ancestor of a type, `evenkeel:index:Bucket` for example."""
        found = self.parent(resource)
        while found is not None and found.type != token:
            found = self.parent(found)
        return found

    def dependents(self, resource: Resource, *tokens: str, through: str | None = None) -> list[Resource]:
        """Return the resources that take something from this one.

        Args:
            resource: the one that something is taken from.
            tokens: types of the resources that are wanted; all when left out.
            through: the top-level property that must take it: `bucket` for example.
        """
        found: dict[str, Resource] = {}
        for name, dependent in self._dependents.get(resource.urn, ()):
            if (through is None or name == through) and (not tokens or dependent.type in tokens):
                found[dependent.urn] = dependent
        return list(found.values())

    def sources(self, resource: Resource, name: str, *tokens: str) -> list[Resource]:
        """Return the resources that a top-level property takes something from, in the plan and of some types."""
        found = (self.by_urn.get(urn) for urn in resource.property_dependencies.get(name, ()))
        return [source for source in found if source is not None and (not tokens or source.type in tokens)]
