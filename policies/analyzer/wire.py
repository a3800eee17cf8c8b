"""Properties as the engine sends them, and as it takes them back.

The signatures are those of https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties.go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from google.protobuf.struct_pb2 import NULL_VALUE, ListValue, Struct
from google.protobuf.struct_pb2 import Value as WireValue

from evenkeel.model import UNKNOWN, Asset, Reference, Secret, Unknown, Value

_SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - the mark of a secret, not one
_RESOURCE: Final = "5cf8f73096256a8f31e491e813e4eb8e"
_OUTPUT: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
_ASSET: Final = "c44067f5952c0a294b673a41bacd8c17"
_ARCHIVE: Final = "0def7320c3a5731c473e5ecbe6d01bc7"
UNKNOWN_TEXT: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What stands for a text that is unknown, and for the id of a provider that does not exist yet."""
_UNKNOWNS: Final = frozenset(
    {
        UNKNOWN_TEXT,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)
"""What stands for an unknown: text, boolean, number, list, asset, archive and mapping."""


def read(struct: Struct) -> dict[str, Value]:
    """Return properties as rules read them."""
    return {key: _read(value) for key, value in struct.fields.items()}


def written(properties: Mapping[str, Value]) -> Struct:
    """Return properties as the engine takes them."""
    return Struct(fields={key: _written(value) for key, value in properties.items()})


def _read(value: WireValue) -> Value:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return UNKNOWN if value.string_value in _UNKNOWNS else value.string_value
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    if kind == "bool_value":
        return value.bool_value
    if kind == "list_value":
        return [_read(member) for member in value.list_value.values]
    if kind == "struct_value":
        fields = value.struct_value.fields
        return _signed(value.struct_value) if _SIGNATURE in fields else read(value.struct_value)
    return None


def _signed(struct: Struct) -> Value:
    fields = struct.fields
    signature = fields[_SIGNATURE].string_value
    if signature == _SECRET:
        return Secret(_read(fields["value"]) if "value" in fields else None)
    if signature == _OUTPUT:
        inner = _read(fields["value"]) if "value" in fields else UNKNOWN
        return Secret(inner) if "secret" in fields and fields["secret"].bool_value else inner
    if signature == _RESOURCE:
        identifier = fields["id"].string_value if "id" in fields else ""
        unknown = "id" in fields and (not identifier or identifier in _UNKNOWNS)
        return Reference(fields["urn"].string_value, UNKNOWN if unknown else identifier)
    if signature in {_ASSET, _ARCHIVE}:
        return _asset(struct, "asset" if signature == _ASSET else "archive")
    return read(struct)


def _asset(struct: Struct, kind: str) -> Asset:
    fields = struct.fields
    digest = fields["hash"].string_value if "hash" in fields else ""
    if "assets" in fields:
        members = {key: _read(member) for key, member in fields["assets"].struct_value.fields.items()}
        content = {key: member for key, member in members.items() if isinstance(member, Asset)}
        return Asset(kind, "assets", content, digest)
    source = next((source for source in ("text", "path", "uri") if source in fields), "text")
    return Asset(kind, source, fields[source].string_value if source in fields else "", digest)


def _written(value: Value) -> WireValue:
    if isinstance(value, Mapping):
        return WireValue(struct_value=written(value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return WireValue(list_value=ListValue(values=[_written(member) for member in value]))
    if isinstance(value, Unknown | Secret | Reference | Asset):
        return _marked(value)
    return _scalar(value)


def _scalar(value: bool | float | str | None) -> WireValue:
    if value is None:
        return WireValue(null_value=NULL_VALUE)
    if isinstance(value, bool):
        return WireValue(bool_value=value)
    if isinstance(value, str):
        return WireValue(string_value=value)
    return WireValue(number_value=value)


def _marked(value: Unknown | Secret | Reference | Asset) -> WireValue:
    if isinstance(value, Unknown):
        return WireValue(string_value=UNKNOWN_TEXT)
    if isinstance(value, Secret):
        return WireValue(struct_value=written({_SIGNATURE: _SECRET, "value": value.value}))
    if isinstance(value, Reference):
        identifier = "" if isinstance(value.identifier, Unknown) else value.identifier
        return WireValue(struct_value=written({_SIGNATURE: _RESOURCE, "urn": value.urn, "id": identifier}))
    signature = _ASSET if value.kind == "asset" else _ARCHIVE
    content: Value = value.content if isinstance(value.content, str) else dict(value.content)
    return WireValue(struct_value=written({_SIGNATURE: signature, value.source: content, "hash": value.digest}))
