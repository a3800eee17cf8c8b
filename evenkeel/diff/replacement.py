"""Predicts from a dated table whether a changed property replaces its resource."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, Literal, NotRequired, TypedDict, cast

from evenkeel.diff.tokens import kind
from evenkeel.model.change import Effect

TABLE: Final = Path(__file__).with_name("replacement.json")

Verified = Literal["source", "schema", "knowledge"]


class Source(TypedDict):
    """Where an entry was read; `commit` is missing where it is not known."""

    repository: str
    path: str
    symbol: str
    commit: NotRequired[str]
    asOf: str


class Entry(TypedDict):
    """What is known of properties; the table's `about` says what the fields mean."""

    replaces: list[str]
    inPlace: list[str]
    mayReplace: NotRequired[dict[str, str]]


class KindEntry(Entry):
    """What is known of a kind, and how."""

    verified: Verified
    source: Source
    documented: NotRequired[list[str]]
    unknown: NotRequired[dict[str, str]]


class Table(TypedDict):
    """The whole table."""

    retrieved: str
    pinned: dict[str, str]
    sources: dict[str, str]
    everywhere: dict[str, Entry]
    kinds: dict[str, KindEntry]


@dataclass(frozen=True, slots=True)
class Rules:
    """What is known of one kind, by property path.

    Attributes:
        effects: what a change does.
        remarks: what it depends on, where it depends.
    """

    effects: Mapping[tuple[str, ...], Effect]
    remarks: Mapping[tuple[str, ...], str] = field(default_factory=dict[tuple[str, ...], str])

    def effect(self, keys: Iterable[str]) -> Effect:
        """Return the effect of a change at a path of keys, list positions left out; the longest entry counts."""
        path = tuple(keys)
        if (entry := self._entry(path)) is not None:
            return self.effects[entry]
        below = {effect for known, effect in self.effects.items() if known[: len(path)] == path}
        # a property that comes or goes as a whole does what any part of it would
        return Effect.IN_PLACE if below == {Effect.IN_PLACE} else Effect.MAY_REPLACE

    def remark(self, keys: Iterable[str]) -> str:
        """Return the entry for a path of keys and on what its effect depends; an empty text where it does not."""
        entry = self._entry(tuple(keys)) or ()
        return f"{'.'.join(entry)}: {self.remarks[entry]}" if entry in self.remarks else ""

    def _entry(self, path: tuple[str, ...]) -> tuple[str, ...] | None:
        return next((path[:length] for length in range(len(path), 0, -1) if path[:length] in self.effects), None)


@cache
def table() -> Table:
    """Return the table as it is stored."""
    return cast("Table", json.loads(TABLE.read_text("utf-8")))


def retrieved() -> str:
    """Return the date of the table, as `YYYY-MM-DD`."""
    return table()["retrieved"]


def is_verified(token: str) -> bool:
    """Tell whether what is said of a type was read in its provider's source or schema."""
    entry = table()["kinds"].get(kind(token))
    return entry is not None and entry["verified"] != "knowledge"


@cache
def rules(token: str) -> Rules:
    """Return what is known of a type."""
    effects: dict[tuple[str, ...], Effect] = {}
    remarks: dict[tuple[str, ...], str] = {}
    for entry in (table()["everywhere"].get(token.partition(":")[0]), table()["kinds"].get(kind(token))):
        if entry is not None:
            depends = entry.get("mayReplace", {})
            effects |= {_keys(path): Effect.REPLACES for path in entry["replaces"]}
            effects |= {_keys(path): Effect.IN_PLACE for path in entry["inPlace"]}
            effects |= {_keys(path): Effect.MAY_REPLACE for path in depends}
            remarks |= {_keys(path): remark for path, remark in depends.items()}
    return Rules(effects, remarks)


def _keys(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))
