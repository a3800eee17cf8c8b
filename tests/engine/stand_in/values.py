"""Protobuf values as Python values and back, and outputs of the shape that the SDK expects."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from google.protobuf import json_format, struct_pb2

from evenkeel.plan import sdk, shapes

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"


def from_struct(struct: struct_pb2.Struct) -> dict[str, Any]:
    """Return the properties of a request; secrets and unknowns stay as they are on the wire."""
    return json_format.MessageToDict(struct)


def to_struct(properties: Mapping[str, Any]) -> struct_pb2.Struct:
    """Return properties for an answer."""
    return json_format.ParseDict(dict(properties), struct_pb2.Struct())


def revealed(value: Any) -> Any:
    """Return a value without its secret marks."""
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        if members.get(SIGNATURE) == SECRET:
            return revealed(members["value"])
        return {key: revealed(item) for key, item in members.items()}
    if isinstance(value, list):
        return [revealed(item) for item in cast("list[Any]", value)]
    return value


def outputs(token: str, identifier: str, inputs: Mapping[str, Any], *, preview: bool) -> dict[str, Any]:
    """Return inputs and computed properties: unknown in a preview, made up from the id after."""
    declared = sdk.resource_class(token)
    if declared is None:
        return dict(inputs)
    members = shapes.of_class(declared).members
    found = {name: _as_output(value, members.get(name)) for name, value in inputs.items()}
    for name in sdk.always_set(declared):
        if name not in found:
            found[name] = UNKNOWN if preview else _made_up(name, members[name], token, identifier)
    return found


def _as_output(value: Any, shape: shapes.Shape | None) -> Any:
    if isinstance(value, dict) and isinstance(shape, shapes.Scalar):
        members = cast("dict[str, Any]", value)
        if members.get(SIGNATURE) == SECRET:
            return members
        text = json.dumps(members, separators=(",", ":"), sort_keys=True)
        return UNKNOWN if UNKNOWN in text else text
    return value


def _made_up(name: str, shape: shapes.Shape, token: str, identifier: str) -> Any:
    if isinstance(shape, shapes.ListOf):
        return [_made_up(name, shape.item, token, identifier)] if isinstance(shape.item, shapes.ObjectOf) else []
    if isinstance(shape, shapes.MapOf):
        return dict[str, Any]()
    if isinstance(shape, shapes.ObjectOf):
        return {
            key: _made_up(key, member, token, identifier)
            for key, member in shape.members.items()
            if isinstance(member, (shapes.Scalar, shapes.Anything))
        }
    if name.lower().endswith("arn"):
        service = token.split(":")[1].split("/", maxsplit=1)[0]
        return f"arn:aws:{service}:us-east-1:123456789012:{identifier}"
    return _NUMBERS.get(name, f"{name}-{identifier}")


# Computed properties that are numbers or truth values, which the SDK's types do not tell from text here.
_NUMBERS: dict[str, Any] = {"port": 6379, "latestVersion": 1, "defaultVersion": 1}
