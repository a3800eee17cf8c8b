"""A hashable form of a value in which sets are sorted, to find equal items in two lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from evenkeel.diff.structure import SETS
from evenkeel.model import Asset, Reference, Secret, Unknown, Value


def canonical(value: Value, key: str = "") -> object:
    """Return the form; equal forms mean values that differ in nothing that counts."""
    if isinstance(value, Mapping):
        members = cast("Mapping[str, Value]", value)
        return ("map", tuple((name, canonical(members[name], name)) for name in sorted(members)))
    if isinstance(value, Sequence) and not isinstance(value, str):
        forms = [canonical(item) for item in value]
        return ("set", tuple(sorted(forms, key=repr))) if key in SETS else ("list", tuple(forms))
    return _leaf(value)


def _leaf(value: Value) -> object:
    if isinstance(value, Secret):
        return ("secret", canonical(value.value))
    if isinstance(value, Asset):
        return ("asset", value.kind, value.digest or repr(value.content))
    if isinstance(value, Unknown):
        return ("unknown",)
    if isinstance(value, Reference):
        return ("reference", value.urn)
    return (type(value).__name__, value) if isinstance(value, bool) else ("scalar", value)
