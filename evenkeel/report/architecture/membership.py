"""Which resource belongs to which part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evenkeel.model import Plan, Resource
from evenkeel.report.architecture.inputs import Inputs, words
from evenkeel.report.architecture.records import PartKind
from evenkeel.report.architecture.rules import GATHERED, INDEPENDENT, kind_of_part
from evenkeel.report.kind_tables import kind_of
from evenkeel.report.kinds import key
from evenkeel.report.tree import PROVIDER_PREFIX, STACK_TYPE

_STACK_REFERENCE: Final = "pulumi:pulumi:StackReference"
_BINDING: Final = "kubernetes:elbv2.k8s.aws:TargetGroupBinding"
_OTHER: Final = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A part before it is described.

    Attributes:
        key: of the part.
        kind: of the part.
        resources: what belongs to it, components included, in registration order.
    """

    key: str
    kind: PartKind
    resources: Sequence[Resource]

    @property
    def first(self) -> Resource:
        """The resource that makes it a part."""
        return self.resources[0]

    def typed(self, *tokens: str) -> list[Resource]:
        """Return its resources of given types; Kubernetes kinds go without their version."""
        return [resource for resource in self.resources if key(resource.type) in tokens]


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Who belongs where.

    Attributes:
        members: the parts in registration order.
        key_of: key of the part of each resource, by URN.
        by_urn: all resources of the plan.
    """

    members: tuple[Member, ...]
    key_of: Mapping[str, str]
    by_urn: Mapping[str, Resource]


def membership(plan: Plan, inputs: Inputs) -> Membership:
    """Give each resource of a plan to one part; what makes no part and belongs to none is `other`."""
    kinds: dict[str, PartKind] = {}
    key_of: dict[str, str] = {}
    lone: list[Resource] = []
    shown = [resource for resource in plan.resources if not is_hidden(resource)]
    by_urn = {resource.urn: resource for resource in plan.resources}
    for resource in shown:
        above = key_of.get(resource.parent or "", "")
        kind = kind_of_part(resource.type)
        own = kind is not None and (not above or (kind in INDEPENDENT and kinds[above] is not kind))
        if own and kind is not None:
            found = _key(resource, kind, key_of, inputs)
            kinds[found] = kind
            key_of[resource.urn] = found
        elif above:
            key_of[resource.urn] = above
        elif resource.custom:
            lone.append(resource)
    named = _named(shown, key_of, inputs)
    for resource in lone:
        found = _neighbour(resource, key_of, by_urn) or _namesake(resource, named, inputs)
        key_of[resource.urn] = found or _OTHER
        kinds.setdefault(_OTHER, PartKind.OTHER)
    gathered: dict[str, list[Resource]] = {}
    for resource in shown:
        if resource.urn in key_of:
            gathered.setdefault(key_of[resource.urn], []).append(resource)
    members = tuple(Member(key=found, kind=kinds[found], resources=each) for found, each in gathered.items())
    return Membership(members=members, key_of=key_of, by_urn=by_urn)


def is_hidden(resource: Resource) -> bool:
    """Tell whether a resource is no part of what a stack is made of: the stack, a provider, a reference to a stack."""
    return resource.type in {STACK_TYPE, _STACK_REFERENCE} or resource.type.startswith(PROVIDER_PREFIX)


def counts(resource: Resource) -> bool:
    """Tell whether a resource is counted: components only hold others."""
    return resource.custom and not is_hidden(resource)


def _key(resource: Resource, kind: PartKind, key_of: Mapping[str, str], inputs: Inputs) -> str:
    if kind is PartKind.ZONE:
        return _zone(resource, key_of, inputs)
    if kind in GATHERED:
        return kind.value
    return f"{kind.value}:{resource.urn.split('::', 2)[-1]}"  # without the stack's name: the same on both sides


def _zone(resource: Resource, key_of: Mapping[str, str], inputs: Inputs) -> str:
    """Return the zone of a subnet; a NAT gateway stands where its subnet is."""
    for urn in resource.property_dependencies.get("subnetId", ()):
        if urn in key_of:
            return key_of[urn]
    return f"{PartKind.ZONE.value}:{inputs.word(resource, 'availabilityZone') or 'known later'}"


def _neighbour(resource: Resource, key_of: Mapping[str, str], by_urn: Mapping[str, Resource]) -> str:
    """Return the part of what a resource only configures or connects: a bucket's policy belongs to the bucket."""
    module = resource.type.partition("/")[0]
    small = kind_of(resource.type).minor or key(resource.type) == _BINDING
    for urns in resource.property_dependencies.values():
        for urn in urns:
            same = module.startswith("aws:") and urn in by_urn and by_urn[urn].type.startswith(f"{module}/")
            if (small or same) and key_of.get(urn, _OTHER) != _OTHER:
                return key_of[urn]
    return ""


def _named(resources: Sequence[Resource], key_of: Mapping[str, str], inputs: Inputs) -> dict[tuple[str, str], str]:
    """Return the parts of Kubernetes objects by namespace and name."""
    found: dict[tuple[str, str], str] = {}
    for resource in resources:
        if resource.type.startswith("kubernetes:") and resource.urn in key_of:
            found.setdefault(_place(resource, inputs), key_of[resource.urn])
    return found


def _namesake(resource: Resource, named: Mapping[tuple[str, str], str], inputs: Inputs) -> str:
    """Return the part of the object that a Kubernetes object names, or that is called like it."""
    if not resource.type.startswith("kubernetes:"):
        return ""
    namespace, own = _place(resource, inputs)
    targets = ("spec.scaleTargetRef.name", "spec.serviceRef.name")
    called = [name for path in targets for name in words(inputs.at(resource, path))]
    return next((named[namespace, name] for name in (*called, own) if name and (namespace, name) in named), "")


def _place(resource: Resource, inputs: Inputs) -> tuple[str, str]:
    return inputs.word(resource, "metadata.namespace"), inputs.word(resource, "metadata.name")
