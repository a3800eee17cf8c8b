"""Which item of a list became which item of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from evenkeel.diff.canonical import canonical
from evenkeel.diff.structure import SETS, identity, is_mapping_list
from evenkeel.model import Unknown, Value
from evenkeel.model.change import Item

_ALIKE = 0.5
"""Share of equal properties from which on two items of a set count as one that changed."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two lists correspond.

    Attributes:
        pairs: indexes of the items that stay, in the order in which they stood, each with how a reader names it.
        removed: indexes of the items that go, with their names.
        added: indexes of the items that come, with their names.
    """

    pairs: tuple[tuple[int, int, Item], ...]
    removed: tuple[tuple[int, Item], ...]
    added: tuple[tuple[int, Item], ...]


def align(before: Sequence[Value], after: Sequence[Value], key: str) -> Alignment:
    """Align two lists.

    Args:
        before: the list as it was.
        after: the list as it is.
        key: under which it stands, which tells whether its order counts.
    """
    if is_mapping_list(before) and is_mapping_list(after) and (found := identity(before, after)) is not None:
        keys, old, new = found
        return _by_identity("/".join(keys), old, new)
    return _as_set(before, after) if key in SETS else _in_order(before, after)


def _by_identity(key: str, old: Sequence[str], new: Sequence[str]) -> Alignment:
    there = {value: index for index, value in enumerate(new)}
    known = set(old)
    return Alignment(
        tuple((index, there[value], Item(key, value)) for index, value in enumerate(old) if value in there),
        tuple((index, Item(key, value)) for index, value in enumerate(old) if value not in there),
        tuple((index, Item(key, value)) for index, value in enumerate(new) if value not in known),
    )


def _as_set(before: Sequence[Value], after: Sequence[Value]) -> Alignment:
    free: dict[object, list[int]] = defaultdict(list)
    for index, value in enumerate(after):
        free[canonical(value)].append(index)
    pairs: list[tuple[int, int]] = []
    removed: list[int] = []
    for index, value in enumerate(before):
        if places := free.get(canonical(value)):
            pairs.append((index, places.pop(0)))
        else:
            removed.append(index)
    added = sorted(index for places in free.values() for index in places)
    pairs += _alike(before, after, removed, added)
    pairs += _late(before, after, removed, added)
    pairs.sort()
    name = Item("", "")
    return Alignment(
        tuple((old, new, Item("", str(new)) if before[old] != after[new] else name) for old, new in pairs),
        tuple((index, name) for index in removed),
        tuple((index, name) for index in added),
    )


def _alike(
    before: Sequence[Value], after: Sequence[Value], removed: list[int], added: list[int]
) -> list[tuple[int, int]]:
    """Pair what has much in common among what is left over, and take it out of the two lists."""
    found: list[tuple[int, int]] = []
    for old in list(removed):
        scores = [(_likeness(before[old], after[new]), -new) for new in added]
        best, place = max(scores, default=(0.0, 0))
        if best >= _ALIKE:
            found.append((old, -place))
            removed.remove(old)
            added.remove(-place)
    return found


def _late(
    before: Sequence[Value], after: Sequence[Value], removed: list[int], added: list[int]
) -> list[tuple[int, int]]:
    """Pair what may turn out to be the same once all is known, and take it out of the two lists."""
    found: list[tuple[int, int]] = []
    for new in list(added):
        old = next((place for place in removed if _may_be(before[place], after[new])), None)
        if old is not None:
            found.append((old, new))
            removed.remove(old)
            added.remove(new)
    return found


def _may_be(one: Value, other: Value) -> bool:
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return True
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_may_be(one[key], other[key]) for key in one)
    return one == other


def _likeness(one: Value, other: Value) -> float:
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return 0.0
    keys = one.keys() | other.keys()
    return sum(key in one and key in other and one[key] == other[key] for key in keys) / max(len(keys), 1)


def _in_order(before: Sequence[Value], after: Sequence[Value]) -> Alignment:
    pairs: list[tuple[int, int]] = []
    removed: list[int] = []
    added: list[int] = []
    matcher = SequenceMatcher(
        None, [canonical(value) for value in before], [canonical(value) for value in after], autojunk=False
    )
    for what, old, old_end, new, new_end in matcher.get_opcodes():
        same = min(old_end - old, new_end - new) if what in {"equal", "replace"} else 0
        pairs += [(old + step, new + step) for step in range(same)]
        removed += range(old + same, old_end)
        added += range(new + same, new_end)
    return Alignment(
        tuple((old, new, Item("", str(new))) for old, new in pairs),
        tuple((index, Item("", str(index))) for index in removed),
        tuple((index, Item("", str(index))) for index in added),
    )
