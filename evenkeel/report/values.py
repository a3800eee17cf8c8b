"""How a recorded value reads in one line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

from evenkeel.model import Asset, Reference, Secret, Unknown, Value
from evenkeel.report.redaction import REDACTED

_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


def printable(text: str) -> str:
    """Return `text` in one line, without anything that would steer a terminal."""
    return _UNPRINTABLE.sub(" ", text).strip()


def name_of(urn: str) -> str:
    """Return the logical name at the end of a URN."""
    return printable(urn.rsplit("::", 1)[-1])


def lookup(properties: Value, path: str) -> Value:
    """Return what stands at a dotted path; `[]` collects from all items; None if there is nothing."""
    head, _, rest = path.partition(".")
    each = head.endswith("[]")
    if isinstance(properties, (Unknown, Secret)):
        return properties
    if not isinstance(properties, Mapping):
        return None
    found = properties.get(head.removesuffix("[]"))
    if isinstance(found, (Unknown, Secret)) or found is None:
        return found
    if not each:
        return lookup(found, rest) if rest else found
    if not isinstance(found, Sequence) or isinstance(found, str):
        return None
    items = [lookup(item, rest) if rest else item for item in found]
    return [item for item in items if item is not None] or None


def is_unknown(value: Value) -> bool:
    """Tell whether any part of a value is known only later."""
    if isinstance(value, Unknown):
        return True
    if isinstance(value, Reference):
        return isinstance(value.identifier, Unknown) and not value.urn
    if isinstance(value, Mapping):
        return any(is_unknown(item) for item in value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return any(is_unknown(item) for item in value)
    return False


def text(value: Value, *, unknown: str = "?", items: int = 4) -> str:
    """Return a redacted value in one line.

    Args:
        value: what `redacted` returned.
        unknown: what stands for a part that is not known yet.
        items: how many items of a list are shown before the rest is counted.
    """
    if isinstance(value, Mapping):
        return _mapping(value, unknown, items)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _sequence(value, unknown, items)
    return unknown if isinstance(value, Unknown) else _leaf(value)


def _leaf(value: Value) -> str:
    match value:
        case str():
            return printable(value)
        case Secret():
            return REDACTED
        case Reference():
            return name_of(value.urn)
        case Asset():
            return f"{value.kind} {value.digest[:12]}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return json.dumps(value)


def _sequence(values: Sequence[Value], unknown: str, items: int) -> str:
    distinct = list(dict.fromkeys(text(value, unknown=unknown, items=items) for value in values))
    if not distinct:
        return "none"
    separator = "; " if any(isinstance(value, Mapping) for value in values) else ", "
    if len(distinct) <= items:
        return separator.join(distinct)
    return f"{separator.join(distinct[: items - 1])}{separator}… ({len(distinct)})"


def _mapping(members: Mapping[str, Value], unknown: str, items: int) -> str:
    def part(key: str) -> str:
        return text(members[key], unknown=unknown, items=items)

    if "key" in members and "operator" in members:  # a node requirement
        values = f" {part('values')}" if members.get("values") else ""
        return f"{part('key').rpartition('/')[2]} {part('operator').lower()}{values}"
    if "key" in members and "effect" in members:  # a taint
        value = f"={part('value')}" if "value" in members else ""
        return f"{part('key')}{value}:{part('effect')}"
    pairs = [f"{printable(key)} {part(key)}" for key in members]
    if not pairs:
        return "none"
    return ", ".join(pairs[:items]) + (", …" if len(pairs) > items else "")
