"""Reasons to refuse a resource's inputs: what the pinned SDK's types do not allow, at any depth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from tests.engine.stand_in import kinds
from tests.engine.stand_in.values import SIGNATURE, UNKNOWN

Found = Iterator[tuple[str, str]]
_SHOWN = 60
"""Characters of a refused value that a message repeats."""


def refusals(token: str, inputs: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return path and reason of everything that is wrong; nothing for types that no SDK knows.

    Args:
        token: the resource's type.
        inputs: its properties, with secrets revealed.
    """
    declared = kinds.of_inputs(token)
    return [] if declared is None else list(_in_record(inputs, declared, ""))


def _wrong(value: Any, kind: kinds.Kind, path: str) -> Found:
    if value is None or _is_settled_later(value) or isinstance(kind, kinds.Anything):
        return
    yield from _JUDGES[type(kind)](value, kind, path)


def _is_settled_later(value: Any) -> bool:
    """Whether a value is unknown, or an asset or a reference, which only a real provider could judge."""
    return value == UNKNOWN or (isinstance(value, dict) and SIGNATURE in value)


def _in_record(value: Any, kind: kinds.Kind, path: str) -> Found:
    assert isinstance(kind, kinds.Record)
    if not isinstance(value, Mapping):
        yield path, _not("a mapping", value)
        return
    given = cast("Mapping[str, Any]", value)
    members = kind.members
    for key, item in given.items():
        if key in members:
            yield from _wrong(item, members[key], _joined(path, key))
        else:
            yield _joined(path, key), "the type has no such property"
    for key in sorted(kind.required - {key for key, item in given.items() if item is not None}):
        yield _joined(path, key), "is required"


def _in_sequence(value: Any, kind: kinds.Kind, path: str) -> Found:
    assert isinstance(kind, kinds.Sequence)
    if not isinstance(value, list):
        yield path, _not("a list", value)
        return
    for index, item in enumerate(cast("list[Any]", value)):
        yield from _wrong(item, kind.item, f"{path}[{index}]")


def _in_free_mapping(value: Any, kind: kinds.Kind, path: str) -> Found:
    assert isinstance(kind, kinds.FreeMapping)
    if not isinstance(value, Mapping):
        yield path, _not("a mapping", value)
        return
    for key, item in cast("Mapping[str, Any]", value).items():
        yield from _wrong(item, kind.item, _joined(path, key))


def _in_alternatives(value: Any, kind: kinds.Kind, path: str) -> Found:
    """Accept what one alternative accepts; else tell what the nearest one refuses."""
    assert isinstance(kind, kinds.OneOf)
    found = [list(_wrong(value, alternative, path)) for alternative in kind.alternatives]
    deepest = max(found, key=lambda reasons: max((len(where) for where, _ in reasons), default=0))
    if all(found):
        yield from deepest


def _text(value: Any, kind: kinds.Kind, path: str) -> Found:
    assert isinstance(kind, kinds.Text)
    if not isinstance(value, str):
        yield path, _not("a text", value)
    elif kind.choices and value not in kind.choices:
        yield path, _not(f"one of {', '.join(sorted(kind.choices))}", value)


def _number(value: Any, kind: kinds.Kind, path: str) -> Found:
    assert isinstance(kind, kinds.Number)
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or (kind.whole and not float(value).is_integer()):
        yield path, _not("a whole number" if kind.whole else "a number", value)


def _truth(value: Any, kind: kinds.Kind, path: str) -> Found:
    if not isinstance(value, bool):
        yield path, _not("true or false", value)


_JUDGES: dict[type[Any], Callable[[Any, kinds.Kind, str], Found]] = {
    kinds.Record: _in_record,
    kinds.Sequence: _in_sequence,
    kinds.FreeMapping: _in_free_mapping,
    kinds.OneOf: _in_alternatives,
    kinds.Text: _text,
    kinds.Number: _number,
    kinds.Truth: _truth,
}


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _not(wanted: str, value: Any) -> str:
    shown = repr(value)
    return f"must be {wanted}, not {shown[:_SHOWN]}{'...' if len(shown) > _SHOWN else ''}"
