"""A plan by URN, by type and by component."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from evenkeel.estimate.reading import text
from evenkeel.model import Plan, Resource

STACK: Final = "pulumi:pulumi:Stack"
_AWS: Final = "pulumi:providers:aws"


class PlanView:
    """What pricing asks a plan.

    Args:
        plan: the plan.
        region: another region for everything in the provider's; None leaves it.
    """

    def __init__(self, plan: Plan, region: str | None = None) -> None:
        self.plan = plan
        self._moved_to = region

    @cached_property
    def by_urn(self) -> Mapping[str, Resource]:
        """All resources by URN."""
        return {resource.urn: resource for resource in self.plan.resources}

    @cached_property
    def _by_type(self) -> Mapping[str, list[Resource]]:
        found: dict[str, list[Resource]] = {}
        for resource in self.plan.resources:
            found.setdefault(resource.type, []).append(resource)
        return found

    def of_type(self, *types: str) -> Iterator[Resource]:
        """Return the resources of some types."""
        for name in types:
            yield from self._by_type.get(name, ())

    def component(self, resource: Resource) -> Resource:
        """Return the ancestor directly below the stack, or the resource itself."""
        while resource.parent is not None:
            parent = self.by_urn.get(resource.parent)
            if parent is None or parent.type == STACK:
                break
            resource = parent
        return resource

    @cached_property
    def provider_region(self) -> str:
        """Region of the stack's AWS provider; empty without one."""
        return next((found for each in self.of_type(_AWS) if (found := text(each.inputs, "region"))), "")

    @property
    def home(self) -> str:
        """The region in which the stack is estimated."""
        return self._moved_to or self.provider_region

    def region(self, resource: Resource) -> str:
        """Return where a resource is: its own region, its provider's, or the one it is moved to."""
        provider = self.by_urn.get(resource.provider.rpartition("::")[0]) if resource.provider else None
        own = text(resource.inputs, "region") or (text(provider.inputs, "region") if provider else "")
        found = own or self.provider_region
        return self.home if found == self.provider_region else found

    def behind(self, resource: Resource, name: str, type_: str) -> Resource | None:
        """Return the resource of a type that a top-level property comes from."""
        for urn in resource.property_dependencies.get(name, ()):
            found = self.by_urn.get(urn)
            if found is not None and found.type == type_:
                return found
        return None
