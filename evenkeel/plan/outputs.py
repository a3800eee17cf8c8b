"""What a resource's outputs are before it exists, and what the SDK is told of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import cast

from evenkeel.model import UNKNOWN, Asset, Reference, Secret, Unknown, Value
from evenkeel.plan import sdk, shapes, wire


def expected(token: str, inputs: Mapping[str, Value]) -> dict[str, Value]:
    """Return the outputs of a resource that its provider would create: what was given, and the rest unknown.

    An input that the SDK types otherwise as an output takes the output's form: a mapping typed as text becomes JSON
    text when all of it is known, and is unknown else (policy documents, for example).
    """
    declared = sdk.resource_class(token)
    if declared is None:
        return dict(inputs)
    members = shapes.of_class(declared).members
    outputs = {name: fitted(value, members.get(name, shapes.ANYTHING)) for name, value in inputs.items()}
    for name in sdk.always_set(declared):
        outputs.setdefault(name, UNKNOWN)
    return outputs


def fitted(value: Value, shape: shapes.Shape) -> Value:
    """Return a value in the form that an output type has; the same object when it has that form already."""
    if value is None or isinstance(value, (Unknown, Reference, Asset, str, bool, int, float)):
        return value
    if isinstance(value, Secret):
        inner = fitted(value.value, shape)
        return value if inner is value.value else Secret(inner)
    if isinstance(shape, shapes.Anything):
        return value
    if isinstance(value, Mapping):
        return _fitted_mapping(cast("Mapping[str, Value]", value), shape)
    if isinstance(shape, shapes.ListOf):
        items = [fitted(item, shape.item) for item in value]
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    return _as_text(value) if isinstance(shape, shapes.Scalar) else UNKNOWN


def _fitted_mapping(value: Mapping[str, Value], shape: shapes.Shape) -> Value:
    if isinstance(shape, shapes.Scalar):
        return _as_text(value)
    if isinstance(shape, shapes.ObjectOf):
        members = shape.members
        new = {key: fitted(item, members.get(key, shapes.ANYTHING)) for key, item in value.items()}
    elif isinstance(shape, shapes.MapOf):
        new = {key: fitted(item, shape.item) for key, item in value.items()}
    else:
        return UNKNOWN
    return value if all(new[key] is value[key] for key in value) else new


def _as_text(value: Mapping[str, Value] | Sequence[Value]) -> Value:
    if wire.has_unknown(value):
        return UNKNOWN
    try:
        text = json.dumps(wire.plain(value), separators=(",", ":"))
    except TypeError:
        return UNKNOWN
    return Secret(text) if wire.has_secret(value) else text
