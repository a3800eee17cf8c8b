"""Values that both sides know only later, which no comparison of plans can tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from evenkeel.model import Reference, Secret, Unknown, Value
from evenkeel.model.change import Change, Difference, ResourceChange


def uncompared(change: Change) -> int:
    """Return how many inputs of resources are unknown at the same place on both sides, and told by no difference."""
    return sum(sum(_both_unknown(each)) for each in change.resources)


def uncompared_words(change: Change) -> str:
    """Return what a reader should know of such values; empty where there is none."""
    count = uncompared(change)
    if not count:
        return ""
    are = "1 value is" if count == 1 else f"{count:,} values are"
    was, makes = ("was", "makes it") if count == 1 else ("were", "makes them")
    return (
        f"{are} known only once deployed, on both sides, and {was} not compared: a change of the code that {makes} "
        "is not seen"
    )


def _both_unknown(change: ResourceChange) -> Iterator[int]:
    before, after = change.before, change.after
    if before is None or after is None or not after.custom:
        return
    told = {each.path[0] for each in change.properties if each.difference is Difference.SOURCE_CHANGED}
    for key, value in after.inputs.items():
        if key in before.inputs and key not in told:
            yield _count(before.inputs[key], value)


def _count(before: Value, after: Value) -> int:
    if isinstance(before, Secret) and isinstance(after, Secret):
        return _count(before.value, after.value)
    if isinstance(before, Unknown) and isinstance(after, Unknown):
        return 1
    if isinstance(before, str | Reference) or isinstance(after, str | Reference):
        return 0  # which resource a reference means is known, and compared
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        old, new = cast("Mapping[str, Value]", before), cast("Mapping[str, Value]", after)
        return sum(_count(old[key], value) for key, value in new.items() if key in old)
    if isinstance(before, Sequence) and isinstance(after, Sequence):
        return sum(_count(old, new) for old, new in zip(before, after, strict=False))
    return 0
