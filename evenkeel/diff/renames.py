"""Components that go while the like of them come: renames that lack an alias, perhaps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from evenkeel.model import Resource
from evenkeel.model.change import Operation, ResourceChange

_Shape = tuple[str, frozenset[tuple[str, int]]]
"""The type of a component, with the types of its children and how many there are of each."""


def likely_renames(changes: Sequence[ResourceChange]) -> Iterator[tuple[Resource, Resource]]:
    """Yield components that go, each with the only one of the same type and with the same children that comes."""
    gone, come = (_shapes(changes, operation) for operation in (Operation.DELETE, Operation.CREATE))
    for shape, former in gone.items():
        if len(former) == 1 and len(new := come.get(shape, [])) == 1:
            yield former[0], new[0]


def _shapes(changes: Sequence[ResourceChange], operation: Operation) -> dict[_Shape, list[Resource]]:
    """Return by shape the outermost components to which something happens."""
    touched = {change.resource.urn: change.resource for change in changes if change.operation is operation}
    children: dict[str, Counter[str]] = defaultdict(Counter)
    for resource in touched.values():
        if resource.parent in touched:
            children[resource.parent][resource.type] += 1
    found: dict[_Shape, list[Resource]] = defaultdict(list)
    for urn, counts in children.items():
        component = touched[urn]
        if not component.custom and component.parent not in touched:
            found[component.type, frozenset(counts.items())].append(component)
    return found
