"""Predicts from a dated table whether a changed property replaces its resource."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypedDict, cast

from evenkeel.diff.tokens import kind
from evenkeel.model.change import Effect

TABLE: Final = Path(__file__).with_name("replacement.json")


class _Entry(TypedDict):
    replaces: list[str]
    inPlace: list[str]


class _Table(TypedDict):
    retrieved: str
    sources: dict[str, str]
    everywhere: dict[str, _Entry]
    kinds: dict[str, _Entry]


@dataclass(frozen=True, slots=True)
class Rules:
    """What is known of one kind: the effect by property path."""

    effects: Mapping[tuple[str, ...], Effect]

    def effect(self, keys: Iterable[str]) -> Effect:
        """Return the effect of a change at a path of keys, list positions left out; the longest entry counts."""
        path = tuple(keys)
        for length in range(len(path), 0, -1):
            if (found := self.effects.get(path[:length])) is not None:
                return found
        below = {effect for known, effect in self.effects.items() if known[: len(path)] == path}
        # a property that comes or goes as a whole does what any part of it would
        return Effect.IN_PLACE if below == {Effect.IN_PLACE} else Effect.MAY_REPLACE


@cache
def _table() -> _Table:
    return cast("_Table", json.loads(TABLE.read_text("utf-8")))


def retrieved() -> str:
    """Return the date of the table, as `YYYY-MM-DD`."""
    return _table()["retrieved"]


def kinds() -> frozenset[str]:
    """Return the kinds that the table holds."""
    return frozenset(_table()["kinds"])


@cache
def rules(token: str) -> Rules:
    """Return what is known of a type."""
    table = _table()
    effects: dict[tuple[str, ...], Effect] = {}
    for entry in (table["everywhere"].get(token.partition(":")[0]), table["kinds"].get(kind(token))):
        if entry is not None:
            effects |= {tuple(path.split(".")): Effect.REPLACES for path in entry["replaces"]}
            effects |= {tuple(path.split(".")): Effect.IN_PLACE for path in entry["inPlace"]}
    return Rules(effects)
