"""Texts that hold JSON, and values that say the same in another form."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import cast

from evenkeel.model import Value
from evenkeel.model.change import MISSING, Missing


def parsed(value: Value) -> Value | Missing:
    """Return what a text holds as JSON; MISSING if it holds no object and no list."""
    if not isinstance(value, str) or value[:1] not in {"{", "["}:
        return MISSING
    try:
        return cast("Value", json.loads(value))
    except (ValueError, RecursionError):
        return MISSING


def says_the_same(one: Value, other: Value) -> bool:
    """Tell whether two values differ in form only: JSON and its text, one value and a list of it, `true` and "true"."""
    if one == other:
        return True
    texts = isinstance(one, str), isinstance(other, str)
    if any(texts) and (_opened(one) == _opened(other)):
        return True
    if texts[0] != texts[1] and _scalar(one) == _scalar(other) is not None:
        return True
    return _listed(one) == _listed(other) is not None


def _opened(value: Value) -> object:
    inside = parsed(value)
    return value if isinstance(inside, Missing) else inside


def _scalar(value: Value) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (str, int, float)) else None


def _listed(value: Value) -> list[str] | None:
    """Return a text, or a list of texts, as a sorted list."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Sequence) and not isinstance(value, Mapping) and all(isinstance(item, str) for item in value):
        return sorted(cast("Sequence[str]", value))
    return None
