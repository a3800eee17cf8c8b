"""What a search for dangers must know beside one resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from evenkeel.diff.texts import parsed
from evenkeel.diff.tokens import STACK_TYPE
from evenkeel.model import Secret, Value
from evenkeel.model.change import MISSING, Missing, Operation, ResourceChange


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The surroundings of the changes.

    Attributes:
        is_new: whether there was nothing before: a first deployment opens what it opens.
        new_parents: URNs of the components that come with the change.
        gone_parents: URNs of the components that go with it.
    """

    is_new: bool
    new_parents: frozenset[str]
    gone_parents: frozenset[str]

    @classmethod
    def of(cls, changes: Sequence[ResourceChange]) -> Surroundings:
        """Take them from all changes of a stack."""
        return cls(
            not any(change.before and change.before.type != STACK_TYPE for change in changes),
            frozenset(change.resource.urn for change in changes if change.operation is Operation.CREATE),
            frozenset(change.resource.urn for change in changes if change.operation is Operation.DELETE),
        )

    def joins(self, change: ResourceChange) -> bool:
        """Tell whether a resource is created within something that was there before."""
        return change.operation is Operation.CREATE and change.resource.parent not in self.new_parents


def lookup(values: Value, path: str) -> Value:
    """Return what stands at a dotted path of mappings; None if there is nothing, or nothing that can be read."""
    found = values
    for key in path.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(key)
    return None if isinstance(found, Secret) else found


def before(change: ResourceChange, path: str) -> Value:
    """Return what stood at a path."""
    return lookup(change.before.inputs, path) if change.before else None


def after(change: ResourceChange, path: str) -> Value:
    """Return what stands at a path."""
    return lookup(change.after.inputs, path) if change.after else None


def opened(value: Value) -> Value:
    """Return what a text holds as JSON, any other value as it is."""
    inside: Value | Missing = parsed(value)
    return value if isinstance(inside, Missing) or inside is MISSING else inside


def listed(value: Value) -> list[Value]:
    """Return the items of a list; one value as a list; nothing as an empty one."""
    if value is None:
        return []
    if isinstance(value, Sequence) and not isinstance(value, str):
        return list(value)
    return [value]


def texts(value: Value, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in a value with the key under which it stands."""
    value = opened(value)
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, item in cast("Mapping[str, Value]", value).items():
            yield from texts(item, name)
    elif isinstance(value, Sequence):
        for item in value:
            yield from texts(item, key)
