"""Inputs of resources as words that are safe to show; what is unknown or missing is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from evenkeel.model import Reference, Resource, Unknown, Value
from evenkeel.report.changes_values import Shown
from evenkeel.report.values import lookup, text

_MISSING = "\0"


@dataclass(frozen=True)
class Inputs:
    """Reads inputs, redacted.

    Attributes:
        shown: redacts.
    """

    shown: Shown
    _read: dict[str, Mapping[str, Value]] = field(default_factory=dict[str, Mapping[str, Value]])

    def of(self, resource: Resource) -> Mapping[str, Value]:
        """Return all inputs of a resource, redacted."""
        if resource.urn not in self._read:
            self._read[resource.urn] = self.shown.inputs(resource)
        return self._read[resource.urn]

    def at(self, resource: Resource, path: str) -> Value:
        """Return what stands at a dotted path of its inputs, as `lookup` finds it."""
        return lookup(self.of(resource), path)

    def word(self, resource: Resource, path: str) -> str:
        """Return a single value in words; empty where there is none yet."""
        return word(self.at(resource, path))

    def words(self, resource: Resource, path: str) -> list[str]:
        """Return the known items of a list in words."""
        return words(self.at(resource, path))

    def name(self, resource: Resource) -> str:
        """Return what a resource is called: the name of a Kubernetes object, or its logical name."""
        own = self.word(resource, "metadata.name") if resource.type.startswith("kubernetes:") else ""
        return self.shown.text(own or resource.name) or "unnamed"


def word(value: Value) -> str:
    """Return a single redacted value in words; empty where there is none yet."""
    if value is None or isinstance(value, (Unknown, Mapping, Reference)):
        return ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ""
    found = text(value, unknown=_MISSING)
    return "" if _MISSING in found else found


def words(value: Value) -> list[str]:
    """Return the known items of a redacted list in words, each once."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return [found] if (found := word(value)) else []
    return list(dict.fromkeys(found for item in value if (found := word(item))))


def mappings(value: Value) -> list[Mapping[str, Value]]:
    """Return the items of a list that are mappings."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    return [cast("Mapping[str, Value]", item) for item in value if isinstance(item, Mapping)]


def mapping(value: Value) -> Mapping[str, Value]:
    """Return a mapping, empty where there is none."""
    return cast("Mapping[str, Value]", value) if isinstance(value, Mapping) else {}


def counted(count: int, noun: str) -> str:
    """Return a count with its noun: `1 key`, `3 keys`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
