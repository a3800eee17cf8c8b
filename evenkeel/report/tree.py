"""The resources of a plan as a tree in which many alike siblings are one branch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from evenkeel.model import Plan, Resource
from evenkeel.report.kind_tables import kind_of

STACK_TYPE = "pulumi:pulumi:Stack"
PROVIDER_PREFIX = "pulumi:providers:"
CRD_KEY = "kubernetes:apiextensions.k8s.io"
COMPONENTS_FOLD_FROM = 4


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree: a resource, or siblings that are alike.

    Attributes:
        members: the resources, all of one type.
        children: what is below them.
        minor: below them, how many resources of each type are not worth a line.
    """

    members: tuple[Resource, ...]
    children: tuple[Branch, ...] = ()
    minor: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def first(self) -> Resource:
        """The resource that stands for all."""
        return self.members[0]


@dataclass(frozen=True)
class Tree:
    """Grows branches from a plan.

    Attributes:
        plan: whose resources.
        details: every resource gets a branch of its own (definitions of custom resources excepted).
    """

    plan: Plan
    details: bool = False

    @cached_property
    def _children(self) -> dict[str, list[Resource]]:
        parents = {resource.urn for resource in self.plan.resources}
        below: dict[str, list[Resource]] = {}
        for resource in self.plan.resources:
            if resource.type == STACK_TYPE:
                continue
            parent = resource.parent if resource.parent in parents and resource.parent not in self._roots else ""
            below.setdefault(parent or "", []).append(resource)
        return below

    @cached_property
    def _roots(self) -> set[str]:
        return {resource.urn for resource in self.plan.resources if resource.type == STACK_TYPE}

    @cached_property
    def _shapes(self) -> dict[str, tuple[object, ...]]:
        shapes: dict[str, tuple[object, ...]] = {}
        for resource in reversed(self.plan.resources):  # children come after their parents
            below = sorted((shapes[child.urn] for child in self._children.get(resource.urn, ())), key=repr)
            shapes[resource.urn] = (resource.type, tuple(below))
        return shapes

    @cached_property
    def namespaces(self) -> Mapping[str, frozenset[str]]:
        """The Kubernetes namespaces of each resource and of what is below it, by URN."""
        found: dict[str, frozenset[str]] = {}
        for resource in reversed(self.plan.resources):
            metadata = resource.inputs.get("metadata")
            own = metadata.get("namespace") if isinstance(metadata, Mapping) else None
            below = [found[child.urn] for child in self._children.get(resource.urn, ())]
            found[resource.urn] = frozenset([own] if isinstance(own, str) else []).union(*below)
        return found

    def top(self) -> tuple[tuple[Branch, ...], Mapping[str, int]]:
        """Return the branches at the top, and the minor resources there."""
        return self._grow(self._children.get("", ()))

    def _grow(self, siblings: Sequence[Resource]) -> tuple[tuple[Branch, ...], Mapping[str, int]]:
        minor: Counter[str] = Counter()
        groups: dict[object, list[Resource]] = {}
        for resource in siblings:
            if resource.type.startswith(PROVIDER_PREFIX):
                continue
            if self._is_minor(resource):
                minor[resource.type] += 1
            else:
                groups.setdefault(self._group(resource), []).append(resource)
        branches: list[Branch] = []
        for members in groups.values():
            if self._folds(members):
                branches.append(self._branch(members))
            else:
                branches.extend(self._branch([member]) for member in members)
        order = {resource.urn: place for place, resource in enumerate(siblings)}
        # what a component holds itself goes before what its parts hold, as files before folders
        branches.sort(key=lambda branch: (not branch.first.custom, order[branch.first.urn]))
        return tuple(branches), minor

    def _branch(self, members: Iterable[Resource]) -> Branch:
        alike = tuple(members)
        below = [child for member in alike for child in self._children.get(member.urn, ())]
        if kind_of(alike[0].type).closed and not self.details:
            return Branch(alike, (), Counter(self._types_below(below)))
        children, minor = self._grow(below)
        return Branch(alike, children, minor)

    def _types_below(self, siblings: Iterable[Resource]) -> Iterator[str]:
        for resource in siblings:
            yield resource.type
            yield from self._types_below(self._children.get(resource.urn, ()))

    def _is_minor(self, resource: Resource) -> bool:
        return not self.details and kind_of(resource.type).minor and resource.urn not in self._children

    def _group(self, resource: Resource) -> object:
        """Return what resources have in common that may share a branch."""
        return resource.type if resource.custom else self._shapes[resource.urn]

    def _folds(self, members: Sequence[Resource]) -> bool:
        first = members[0]
        if is_definition(first):
            return len(members) > 1
        if self.details:
            return False
        kind = kind_of(first.type)
        fold_from = kind.fold_from if first.custom else max(kind.fold_from, COMPONENTS_FOLD_FROM)
        return len(members) >= fold_from


def is_definition(resource: Resource) -> bool:
    """Tell whether a resource is a CustomResourceDefinition."""
    return resource.type.startswith(CRD_KEY)
