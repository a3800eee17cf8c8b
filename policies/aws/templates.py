"""CloudFormation templates that a stack resource carries."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource
from policies.properties import Property, properties


def template_of(stack: Resource) -> Property:
    """Return the template, as an object."""
    return properties(stack)["templateBody"].document()


def parts(stack: Resource, *types: str) -> Iterator[tuple[str, Property]]:
    """Return the logical name and the properties of the template's resources of some types."""
    for name, part in template_of(stack)["Resources"].entries().items():
        if part["Type"].text() in types:
            yield name, part["Properties"]
