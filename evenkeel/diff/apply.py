"""Applies reported differences: the proof that nothing is missed and nothing is invented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from evenkeel.diff.options import FIELDS, ITS_PROVIDER
from evenkeel.diff.texts import parsed, says_the_same
from evenkeel.model import Plan, Resource, Value
from evenkeel.model.change import MISSING, PARSED, Change, Difference, Missing, PropertyChange, ResourceChange


class MismatchError(Exception):
    """The differences do not belong to the value that they are applied to."""


@dataclass(slots=True)
class _Edits:
    """What happens at and below one place.

    Attributes:
        below: edits by key, index or reading.
        after: what replaces the value; MISSING if it stays.
        removed: whether it goes.
        added: what comes, by key or by index in the result.
        order: where the items that stay go.
        rewritten: another form of the result.
    """

    below: dict[object, _Edits] = field(default_factory=dict[object, "_Edits"])
    after: Value | Missing = MISSING
    removed: bool = False
    added: dict[str | int, Value] = field(default_factory=dict[str | int, Value])
    order: tuple[int, ...] = ()
    rewritten: Value | Missing = MISSING


def apply(base: Plan, change: Change) -> Plan:
    """Return the plan after a change, made from the plan before it and the reported differences.

    Raises:
        MismatchError: the change was not reported for this plan.
    """
    before = {resource.urn: resource for resource in base.resources}
    return replace(
        change.head,
        resources=tuple(resource for each in change.resources if (resource := _resource(before, each)) is not None),
        outputs=_properties(base.outputs, change.outputs),
    )


def _resource(before: Mapping[str, Resource], change: ResourceChange) -> Resource | None:
    if change.after is None:
        return None
    if change.before is None:
        return change.after
    old = before[change.before.urn]
    options = {option.name: option.after for option in change.options if option.name != ITS_PROVIDER}
    unknown = options.keys() - FIELDS
    if unknown:
        raise MismatchError(f"{old.urn}: no option {', '.join(sorted(unknown))}")
    return replace(
        old,
        inputs=_properties(old.inputs, (*change.properties, *change.quiet)),
        outputs=_properties(old.outputs, change.outputs),
        **options,  # pyright: ignore[reportArgumentType] - the names were checked, the values come from a Resource
    )


def _properties(before: Mapping[str, Value], changes: Iterable[PropertyChange]) -> Mapping[str, Value]:
    root = _Edits()
    for change in changes:
        _enter(root, change)
    return cast("Mapping[str, Value]", _edited(before, root))


def _enter(root: _Edits, change: PropertyChange) -> None:
    edits = root
    for step in change.before_at:
        edits = edits.below.setdefault(step, _Edits())
    match change.difference:
        case Difference.ADDED:
            place = change.after_at[-1]
            if not isinstance(place, (str, int)) or isinstance(change.after, Missing):
                raise MismatchError(f"an addition without a place: {change.path}")
            edits.added[place] = change.after
        case Difference.REMOVED:
            edits.removed = True
        case Difference.REORDERED:
            edits.order = change.order
        case Difference.REWRITTEN:
            edits.rewritten = change.after
        case _:
            edits.after = change.after


def _edited(value: Value, edits: _Edits) -> Value:
    result = value
    if not isinstance(edits.after, Missing):
        result = edits.after
    elif PARSED in edits.below:
        inside = parsed(value)
        if isinstance(inside, Missing):
            raise MismatchError("a text that should hold JSON does not")
        result = _edited(inside, edits.below[PARSED])
    elif isinstance(value, Mapping):
        result = _mapping(cast("Mapping[str, Value]", value), edits)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        result = _list(value, edits)
    if isinstance(edits.rewritten, Missing):
        return result
    if not says_the_same(result, edits.rewritten):
        raise MismatchError("what is reported as rewritten differs in more than its form")
    return edits.rewritten


def _mapping(members: Mapping[str, Value], edits: _Edits) -> Mapping[str, Value]:
    result: dict[str, Value] = {}
    for key, value in members.items():
        inner = edits.below.get(key)
        if inner is None:
            result[key] = value
        elif not inner.removed:
            result[key] = _edited(value, inner)
    return result | {str(key): value for key, value in edits.added.items()}


def _list(items: Sequence[Value], edits: _Edits) -> list[Value]:
    kept: list[Value] = []
    for index, value in enumerate(items):
        inner = edits.below.get(index)
        if inner is None:
            kept.append(value)
        elif not inner.removed:
            kept.append(_edited(value, inner))
    result: list[Value | Missing] = [MISSING] * (len(kept) + len(edits.added))
    for place, value in edits.added.items():
        result[int(place)] = value
    free = iter(edits.order or [index for index, value in enumerate(result) if isinstance(value, Missing)])
    for value in kept:
        result[next(free)] = value
    return [value for value in result if not isinstance(value, Missing)]
