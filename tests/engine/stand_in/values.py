"""Protobuf values as Python values and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from google.protobuf import json_format, struct_pb2

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


def at(properties: Mapping[str, Any], path: str) -> Any:
    """Return what is at a dotted path, or None where nothing is."""
    found: Any = properties
    for key in path.split("."):
        found = cast("Mapping[str, Any]", found).get(key) if isinstance(found, Mapping) else None
    return found
