"""What describing a part may look at: its plan, who belongs where, and the inputs as they may be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evenkeel.model import Plan, Resource
from evenkeel.report.architecture.inputs import Inputs
from evenkeel.report.architecture.membership import Member, Membership
from evenkeel.report.architecture.records import PartKind


@dataclass(frozen=True)
class Context:
    """One side of a picture.

    Attributes:
        plan: whose parts.
        inputs: reads inputs, redacted.
        membership: who belongs where.
    """

    plan: Plan
    inputs: Inputs
    membership: Membership

    def of_kind(self, *kinds: PartKind) -> Iterator[Member]:
        """Yield the members of some kinds."""
        return (member for member in self.membership.members if member.kind in kinds)

    def sources(self, resource: Resource) -> Iterator[tuple[str, Resource]]:
        """Yield the resources from which a resource's properties come, with the property's name."""
        for name, urns in resource.property_dependencies.items():
            for urn in urns:
                if urn in self.membership.by_urn:
                    yield name, self.membership.by_urn[urn]

    def plain_name(self, member: Member) -> str:
        """Return a component's name without its parent's in front: `models` for `storage-models`."""
        first = member.first
        if first.custom:
            return self.inputs.name(first)
        parent = self.membership.by_urn.get(first.parent or "")
        short = first.name.removeprefix(f"{parent.name}-") if parent else first.name
        return self.inputs.shown.text(short) or "unnamed"
