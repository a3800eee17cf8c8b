"""Find property names that the provider's SDK does not know."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from evenkeel.model import Secret, Value
from evenkeel.plan import sdk, shapes
from evenkeel.plan import urn as urns
from evenkeel.plan.property_names import kubernetes

_LISTED: Final = 8
"""Known names that a message lists where none is near."""


def problems(urn: str, token: str, inputs: Mapping[str, Value]) -> list[str]:
    """Return one message for each wrong name in a resource's inputs.

    Kinds that no installed SDK types, and mappings with free keys (tags, labels, conditions), are left alone.

    Args:
        urn: the resource, for the messages.
        token: its type.
        inputs: its properties by the provider's names.
    """
    shape = _shape(token)
    if shape is None:
        return []
    who = f"{urns.parse(urn).name} ({token})"
    return [f"{who}: {path}: {reason}" for path, reason in _wrong(inputs, shape, "")]


@cache
def _shape(token: str) -> shapes.ObjectOf | None:
    if urns.package_of(token) == "kubernetes":
        return kubernetes.shape(token)
    resource = sdk.resource_class(token)
    arguments = sdk.arguments_class(resource) if resource is not None else None
    return shapes.of_class(arguments) if arguments is not None else None


def _wrong(value: Value, shape: shapes.Shape, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Secret):
        yield from _wrong(value.value, shape, path)
    elif isinstance(value, dict):
        yield from _wrong_in_mapping(value, shape, path)
    elif isinstance(value, list) and isinstance(shape, shapes.ListOf) and not isinstance(shape.item, shapes.Scalar):
        for index, item in enumerate(value):
            yield from _wrong(item, shape.item, f"{path}[{index}]")


def _wrong_in_mapping(value: Mapping[str, Value], shape: shapes.Shape, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(shape, shapes.ObjectOf):
        members = shape.members
        for key, item in value.items():
            known = members.get(key)
            if known is None:
                yield _joined(path, key), _reason(key, members)
            elif not isinstance(known, (shapes.Scalar, shapes.Anything)):
                yield from _wrong(item, known, _joined(path, key))
    elif isinstance(shape, shapes.MapOf) and not isinstance(shape.item, (shapes.Scalar, shapes.Anything)):
        for key, item in value.items():
            yield from _wrong(item, shape.item, _joined(path, key))


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _reason(key: str, members: Mapping[str, shapes.Shape]) -> str:
    spellings = {_bare(name): name for name in members}
    near = difflib.get_close_matches(_bare(key), spellings, n=1)
    if near:
        return f"the SDK knows no such name; did you mean {spellings[near[0]]!r}?"
    listed = ", ".join(sorted(members)[:_LISTED]) + (", ..." if len(members) > _LISTED else "")
    return f"the SDK knows no such name; it knows {listed}"


def _bare(name: str) -> str:
    return name.replace("_", "").lower()
