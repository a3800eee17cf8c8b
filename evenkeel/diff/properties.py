"""The differences between two values at any depth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeGuard, cast

from evenkeel.diff.alignment import align
from evenkeel.diff.structure import ONE_OR_MANY
from evenkeel.diff.texts import parsed, says_the_same
from evenkeel.model import REDACTED, UNKNOWN, Secret, Unknown, Value
from evenkeel.model.change import MISSING, PARSED, Difference, Item, Missing, Parsed, Place, PropertyChange, Step

DEFAULTS: Final = "__defaults"
"""Where the state of a deployed resource lists the properties that its provider filled in."""

Settles = Callable[[str, Value], bool]
"""Tells of a top-level property whether an unknown in it will turn out to be the value that stands there already."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What was found.

    Attributes:
        shown: what a reader should see.
        quiet: what has no consequence.
    """

    shown: list[PropertyChange] = field(default_factory=list[PropertyChange])
    quiet: list[PropertyChange] = field(default_factory=list[PropertyChange])


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the comparison stands."""

    path: tuple[Step, ...] = ()
    before: Place = ()
    after: Place = ()

    def at(self, step: Step, old: str | int, new: str | int) -> _Spot:
        return _Spot((*self.path, step), (*self.before, old), (*self.after, new))

    @property
    def key(self) -> str:
        """The last key of the path."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def top(self) -> str:
        """The top-level property."""
        return self.path[0] if self.path and isinstance(self.path[0], str) else ""


def differences(
    before: Mapping[str, Value], after: Mapping[str, Value], *, deployed: bool = False, settles: Settles | None = None
) -> Differences:
    """Compare two sets of properties.

    Args:
        before: as they were.
        after: as they are.
        deployed: one side is the state of a deployed stack, where providers have filled in defaults.
        settles: see `Settles`; left out, an unknown may turn out to be anything.
    """
    found = _Comparison(deployed, settles)
    if before != after:
        found.mapping(before, after, _Spot())
    return found.found


def _is_list(value: Value | Missing) -> TypeGuard[Sequence[Value]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


class _Comparison:
    def __init__(self, deployed: bool, settles: Settles | None) -> None:
        self.found = Differences()
        self._deployed = deployed
        self._settles = settles

    def value(self, before: Value, after: Value, spot: _Spot) -> None:
        if before == after:
            return
        if isinstance(before, Secret) or isinstance(after, Secret):
            self._add(spot, _secret(before, after), before, after)
        elif isinstance(before, Unknown) or isinstance(after, Unknown):
            settled = after is UNKNOWN and self._settles is not None and self._settles(spot.top, before)
            self._add(spot, Difference.MAY_CHANGE, before, after, quiet=settled)
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            self.mapping(cast("Mapping[str, Value]", before), cast("Mapping[str, Value]", after), spot)
        elif _is_list(before) and _is_list(after):
            self._list(before, after, spot)
        elif isinstance(before, str) or isinstance(after, str):
            self._text(before, after, spot)
        else:
            self._add(spot, Difference.CHANGED, before, after)

    def mapping(self, before: Mapping[str, Value], after: Mapping[str, Value], spot: _Spot) -> None:
        filled = self._filled(before), self._filled(after)
        for key, old in before.items():
            inner = spot.at(key, key, key)
            if key in after:
                self.value(old, after[key], inner)
            else:
                quiet = self._deployed and (key in filled[0] or key.startswith("__"))
                self._add(replace(inner, after=spot.after), Difference.REMOVED, old, MISSING, quiet=quiet)
        for key, new in after.items():
            if key not in before:
                quiet = self._deployed and (key in filled[1] or key.startswith("__"))
                inner = replace(spot.at(key, key, key), before=spot.before)
                self._add(inner, Difference.ADDED, MISSING, new, quiet=quiet)

    def _filled(self, members: Mapping[str, Value]) -> frozenset[str]:
        listed = members.get(DEFAULTS) if self._deployed else None
        return frozenset(item for item in listed if isinstance(item, str)) if _is_list(listed) else frozenset()

    def _list(self, before: Sequence[Value], after: Sequence[Value], spot: _Spot) -> None:
        found = align(before, after, spot.key)
        for old, new, item in found.pairs:
            self.value(before[old], after[new], spot.at(item, old, new))
        for index, item in found.removed:
            inner = replace(spot.at(item, index, index), after=spot.after)
            self._add(inner, Difference.REMOVED, before[index], MISSING)
        for index, item in found.added:
            inner = replace(spot.at(item, index, index), before=spot.before)
            self._add(inner, Difference.ADDED, MISSING, after[index])
        places = tuple(new for _, new, _ in found.pairs)
        if list(places) != sorted(places):
            change = PropertyChange(
                path=spot.path,
                before_at=spot.before,
                after_at=spot.after,
                difference=Difference.REORDERED,
                order=places,
            )
            self.found.quiet.append(change)

    def _text(self, before: Value, after: Value, spot: _Spot) -> None:
        """Compare a text with something: as JSON where both are."""
        old, new = parsed(before), parsed(after)
        is_json = (
            (not isinstance(old, Missing) and not isinstance(new, Missing))
            or (not isinstance(old, Missing) and (isinstance(after, Mapping) or _is_list(after)))
            or (not isinstance(new, Missing) and (isinstance(before, Mapping) or _is_list(before)))
        )
        if is_json:
            inner = _Spot(
                (*spot.path, PARSED),
                spot.before if isinstance(old, Missing) else (*spot.before, PARSED),
                spot.after if isinstance(new, Missing) else (*spot.after, PARSED),
            )
            self.value(
                before if isinstance(old, Missing) else old,
                after if isinstance(new, Missing) else new,
                inner,
            )
            self._add(spot, Difference.REWRITTEN, before, after, quiet=True)
        elif (spot.key in ONE_OR_MANY or self._deployed) and says_the_same(before, after):
            self._add(spot, Difference.REWRITTEN, before, after, quiet=True)
        else:
            self._add(spot, Difference.CHANGED, before, after)

    def _add(
        self,
        spot: _Spot,
        difference: Difference,
        before: Value | Missing,
        after: Value | Missing,
        *,
        quiet: bool = False,
    ) -> None:
        change = PropertyChange(
            path=spot.path,
            before_at=spot.before,
            after_at=spot.after,
            difference=difference,
            before=before,
            after=after,
        )
        (self.found.quiet if quiet else self.found.shown).append(change)


def _secret(before: Value, after: Value) -> Difference:
    """Tell how a value differs of which one side at least is a secret."""
    old = before.value if isinstance(before, Secret) else before
    new = after.value if isinstance(after, Secret) else after
    if isinstance(before, Secret) and isinstance(after, Secret):
        readable = not any(isinstance(value, Unknown) or value == REDACTED for value in (old, new))
        return Difference.SECRET_CHANGED if readable else Difference.SECRET_MAY_CHANGE
    return Difference.SECRET_CHANGED


def keys(path: tuple[Step, ...]) -> tuple[str, ...]:
    """Return the keys of a path, without the places in lists."""
    return tuple(step for step in path if not isinstance(step, (Item, Parsed)))
