"""Reading the properties of a resource so that what is unknown is never taken for something known."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypeGuard, cast

from evenkeel.model import UNKNOWN, Reference, Resource, Secret, Value
from policies.verdict import Failure, MalformedError, Path, Undecided, UndecidedError


class Property:
    """A property of a resource: where it is and what it holds.

    Stepping into it never raises: below something absent everything is absent, below something unknown everything is
    unknown. Reading its content does: `UndecidedError` when it is unknown (the core then reports the rule as not
    evaluated), `MalformedError` when it is of another kind than asked for (the core then reports a failure).
    Secrets are read as what they hold; never put such a value into a message.

    Attributes:
        resource: the resource.
        path: keys from its inputs to the property; of an unknown one, to the outermost unknown.
        value: what it holds; None when it is absent, `UNKNOWN` when it is not known yet.
    """

    __slots__ = ("path", "resource", "value")

    def __init__(self, resource: Resource, path: Path, value: Value) -> None:
        while isinstance(value, Secret):
            value = value.value
        self.resource = resource
        self.path = path
        self.value = value

    def __getitem__(self, key: str | int) -> Property:
        """Return the property below, by key or by position."""
        value = self.value
        if value is UNKNOWN:
            return self
        return Property(self.resource, (*self.path, key), _below(value, key))

    def at(self, *keys: str | int) -> Property:
        """Return the property several steps below."""
        value = self.value
        for depth, key in enumerate(keys):
            if value is UNKNOWN:
                return Property(self.resource, self.path + keys[:depth], UNKNOWN)
            value = _below(value, key)
            while isinstance(value, Secret):
                value = value.value
        return Property(self.resource, self.path + keys, value)

    @property
    def known(self) -> bool:
        """Whether it is not `UNKNOWN`; an absent one is known to be absent."""
        return self.value is not UNKNOWN

    @property
    def given(self) -> bool:
        """Whether it was set at all; something unknown was, since it stands for the output of a resource."""
        return self.value is not None

    @property
    def absent(self) -> bool:
        """Whether it was not set."""
        return self.value is None

    def known_value(self) -> Value:
        """Return the value, None when absent. Raises `UndecidedError` when unknown; below it, things may be unknown."""
        if self.value is UNKNOWN:
            raise UndecidedError(self.resource, self.path)
        return self.value

    def text(self, default: str = "") -> str:
        """Return a string; numbers and booleans as JSON writes them."""
        value = self.known_value()
        if value is None:
            return default
        if isinstance(value, str):
            return value
        if isinstance(value, bool | int | float):
            return json.dumps(value)
        if isinstance(value, Reference) and isinstance(value.identifier, str):
            return value.identifier
        if isinstance(value, Reference):
            raise UndecidedError(self.resource, self.path)
        raise self._malformed("a string")

    def number(self, default: float = 0) -> float:
        """Return a number; strings of digits count, as providers take them."""
        value = self.known_value()
        if value is None:
            return default
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        if isinstance(value, str):
            try:
                return float(value) if "." in value else int(value)
            except ValueError:
                pass
        raise self._malformed("a number")

    def flag(self, *, default: bool = False) -> bool:
        """Return a boolean; the strings `true` and `false` count, as providers take them."""
        value = self.known_value()
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in {"true", "false"}:
            return value.lower() == "true"
        raise self._malformed("true or false")

    def each(self) -> list[Property]:
        """Return the members of a list, known or not; nothing when absent. One value alone counts as a list of it."""
        value = self.known_value()
        if value is None:
            return []
        if _is_list(value):
            return [Property(self.resource, (*self.path, index), member) for index, member in enumerate(value)]
        return [self]

    def texts(self) -> list[str]:
        """Return the members of a list of strings, all of them known."""
        return [member.text() for member in self.each()]

    def entries(self) -> dict[str, Property]:
        """Return the members of a mapping by key, known or not; nothing when absent."""
        value = self.known_value()
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise self._malformed("a mapping")
        return {key: Property(self.resource, (*self.path, key), member) for key, member in value.items()}

    def document(self) -> Property:
        """Return what JSON text says, at the same path; a mapping or a list is returned as it is."""
        value = self.value
        if not isinstance(value, str):
            return self
        try:
            return Property(self.resource, self.path, cast("Value", json.loads(value)))
        except (ValueError, RecursionError):
            raise self._malformed("JSON") from None

    def fails(self, message: str) -> Failure:
        """Return the verdict that this property breaks the rule, with what is wrong in a sentence."""
        return Failure(self.resource, self.path, message)

    def undecided(self) -> Undecided:
        """Return the verdict that the rule cannot be judged since this property is unknown."""
        return Undecided(self.resource, self.path)

    def _malformed(self, expected: str) -> MalformedError:
        kind = "a mapping" if isinstance(self.value, Mapping) else "a list" if _is_list(self.value) else "text"
        return MalformedError(self.resource, self.path, f"is {kind} where {expected} is expected")


def properties(resource: Resource) -> Property:
    """Return a resource's inputs, to step into."""
    return Property(resource, (), resource.inputs)


def _below(value: Value, key: str | int) -> Value:
    """Return a member of a mapping or list, None when there is none; plain types first, since rules read a lot."""
    if isinstance(value, dict) or (isinstance(value, Mapping) and isinstance(key, str)):
        return value.get(key) if isinstance(key, str) else None
    if isinstance(key, int) and _is_list(value) and -len(value) <= key < len(value):
        return value[key]
    return None


def _is_list(value: Value) -> TypeGuard[Sequence[Value]]:
    return isinstance(value, list) or (isinstance(value, Sequence) and not isinstance(value, str))
