"""Property values between the SDK's wire form (protobuf structs) and the plan's own records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias, cast

from google.protobuf import struct_pb2

from evenkeel.model import UNKNOWN, Asset, Reference, Secret, Unknown, Value
from evenkeel.plan import assets, credentials

UNKNOWN_TEXT: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SIGNATURE_KEY: Final = "4dabf18193072939515e22adb298388d"
SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a type's signature
ASSET: Final = "c44067f5952c0a294b673a41bacd8c17"
ARCHIVE: Final = "0def7320c3a5731c473e5ecbe6d01bc7"
RESOURCE: Final = "5cf8f73096256a8f31e491e813e4eb8e"
OUTPUT: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"

Plain: TypeAlias = Any
"""Nested dicts, lists and scalars, as `Struct.update` takes them and `json` gives them."""

_EXACT: Final = 2**53
"""Below it every whole double is exactly one int."""


def decode_struct(struct: struct_pb2.Struct, directory: str = ".") -> dict[str, Value]:
    """Decode a property bag; keys come sorted, since the wire does not keep their order.

    Args:
        struct: the bag.
        directory: where relative paths of assets start.
    """
    fields = struct.fields
    decoded = {key: _decode(fields[key], key, directory) for key in sorted(fields)}
    _mark_variable(decoded)
    return decoded


def _decode(value: struct_pb2.Value, key: str, directory: str) -> Value:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return _text(value.string_value, key)
    if kind == "struct_value":
        struct = value.struct_value
        if SIGNATURE_KEY in struct.fields:
            return _decode_signed(struct, key, directory)
        return decode_struct(struct, directory)
    if kind == "list_value":
        return [_decode(item, key, directory) for item in value.list_value.values]
    if kind == "number_value":
        return number(value.number_value)
    return value.bool_value if kind == "bool_value" else None


def _text(text: str, key: str) -> Value:
    if text == UNKNOWN_TEXT:
        return UNKNOWN
    if credentials.held_by(key, text) or credentials.looks_like_one(text):
        return Secret(text)
    return text


def number(value: float) -> int | float:
    """Give whole numbers as ints: the wire knows doubles only."""
    return int(value) if value.is_integer() and abs(value) < _EXACT else value


def _mark_variable(members: dict[str, Value]) -> None:
    """Hide the value of an environment variable whose name says that it is a credential."""
    name, value = members.get("name"), members.get("value")
    if isinstance(name, str) and isinstance(value, str) and credentials.held_by_variable(name, value):
        members["value"] = Secret(value)


def _decode_signed(struct: struct_pb2.Struct, key: str, directory: str) -> Value:
    fields = struct.fields
    signature = fields[SIGNATURE_KEY].string_value
    if signature == SECRET:
        inner = _decode(fields["value"], key, directory) if "value" in fields else None
        return inner if isinstance(inner, Secret) else Secret(inner)
    if signature == OUTPUT:
        inner = _decode(fields["value"], key, directory) if "value" in fields else UNKNOWN
        return Secret(inner) if "secret" in fields and fields["secret"].bool_value else inner
    if signature == RESOURCE:
        text = fields["id"].string_value if "id" in fields else ""
        unknown = "id" in fields and text in {"", UNKNOWN_TEXT}
        return Reference(fields["urn"].string_value, UNKNOWN if unknown else text)
    if signature in {ASSET, ARCHIVE}:
        found = _decode_asset(struct, directory)
        return Secret(found) if _holds_credential(found) else found
    raise ValueError(f"property {key!r} has a value of an unknown kind (signature {signature!r})")


def _decode_asset(struct: struct_pb2.Struct, directory: str) -> Asset:
    fields = struct.fields
    kind = "asset" if fields[SIGNATURE_KEY].string_value == ASSET else "archive"
    if "assets" in fields:
        members = fields["assets"].struct_value.fields
        content: str | dict[str, Asset] = {
            name: _decode_asset(members[name].struct_value, directory) for name in sorted(members)
        }
        source = "assets"
    else:
        source = next(name for name in ("text", "path", "uri") if name in fields)
        content = fields[source].string_value
    return assets.with_digest(Asset(kind=kind, source=source, content=content, digest=""), directory)


def _holds_credential(value: Asset) -> bool:
    if isinstance(value.content, str):
        return value.source == "text" and credentials.looks_like_one(value.content)
    return any(_holds_credential(member) for member in value.content.values())


def encode(value: Value, secret: Callable[[Secret], Plain] | None = None) -> Plain:
    """Encode a value as the SDK and the document have it.

    Args:
        value: any value.
        secret: how to write a secret; with its content where not given.
    """
    if isinstance(value, Secret):
        return secret(value) if secret else {SIGNATURE_KEY: SECRET, "value": encode(value.value)}
    if isinstance(value, Mapping):
        return {key: encode(item, secret) for key, item in cast("Mapping[str, Value]", value).items()}
    if isinstance(value, (list, tuple)):
        return [encode(item, secret) for item in cast("Sequence[Value]", value)]
    return _leaf(value)


def _leaf(value: Value) -> Plain:
    if isinstance(value, Unknown):
        return UNKNOWN_TEXT
    if isinstance(value, Reference):
        return reference(value)
    return asset(value) if isinstance(value, Asset) else value


def reference(value: Reference) -> Plain:
    """Encode a reference to a resource; an unknown id is written as the empty text."""
    encoded: dict[str, Plain] = {SIGNATURE_KEY: RESOURCE, "urn": value.urn, "packageVersion": ""}
    if isinstance(value.identifier, Unknown):
        encoded["id"] = ""
    elif value.identifier:
        encoded["id"] = value.identifier
    return encoded


def asset(value: Asset) -> Plain:
    """Encode an asset or archive with its digest."""
    content = value.content
    encoded: dict[str, Plain] = {
        SIGNATURE_KEY: ASSET if value.kind == "asset" else ARCHIVE,
        value.source: content
        if isinstance(content, str)
        else {name: asset(member) for name, member in content.items()},
    }
    if value.digest:
        encoded["hash"] = value.digest
    return encoded


def has_unknown(value: Value) -> bool:
    """Whether any part of a value is unknown."""
    if isinstance(value, Unknown):
        return True
    if isinstance(value, Secret):
        return has_unknown(value.value)
    if isinstance(value, Mapping):
        return any(has_unknown(item) for item in cast("Mapping[str, Value]", value).values())
    return isinstance(value, (list, tuple)) and any(has_unknown(item) for item in cast("list[Value]", value))


def has_secret(value: Value) -> bool:
    """Whether any part of a value is secret."""
    if isinstance(value, Secret):
        return True
    if isinstance(value, Mapping):
        return any(has_secret(item) for item in cast("Mapping[str, Value]", value).values())
    return isinstance(value, (list, tuple)) and any(has_secret(item) for item in cast("list[Value]", value))


def plain(value: Value) -> Plain:
    """Give a known value as plain JSON, secrets uncovered.

    Raises:
        TypeError: a part is unknown, a reference or an asset, for which JSON has no form.
    """
    if isinstance(value, Secret):
        return plain(value.value)
    if isinstance(value, (Unknown, Reference, Asset)):
        raise TypeError(f"{type(value).__name__} has no JSON form")
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in cast("Mapping[str, Value]", value).items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in cast("list[Value]", value)]
    return value
