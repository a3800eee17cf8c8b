"""Hides the secrets of plans in all that is told of them: texts, names, and whole records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, Final, TypeVar, cast

from evenkeel.model import REDACTED, Asset, Plan, Reference, Resource, Secret, Value
from evenkeel.report.credential_forms import Tell, without_forms
from evenkeel.report.known_secrets import KnownSecrets
from evenkeel.report.redaction import redacted
from evenkeel.report.values import printable

_Record = TypeVar("_Record")
_URN: Final = "urn:pulumi:"
_GENERATED: Final = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[^\s()\[\]{}]{8,}|-----BEGIN .*", re.DOTALL)
_HEX: Final = re.compile(r"[0-9a-f]{32,}")


class Concealment:
    """Hides secrets: those that are known, and whatever looks like one.

    Args:
        secrets: texts of secrets; wherever else they stand, they are hidden too.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._known = KnownSecrets(secrets)

    def known(self, text: str) -> str:
        """Return a text without the known secrets."""
        return self._known.hidden(text)

    def line(self, words: str) -> str:
        """Return words (a name, a sentence) in one line, without any secret."""
        return printable(self.known(str(redacted(words))))

    def urn(self, urn: str) -> str:
        """Return a URN, or the name of something, without any secret; it stays the same where it has none."""
        head, mark, name = urn.rpartition("::")
        return self.known(head) + mark + self.known(without_forms(name))

    def keyed(self, members: Mapping[str, Any]) -> dict[str, Any]:
        """Return a mapping with keys that hold no secret; two that become the same are told apart by a number."""
        found: dict[str, Any] = {}
        for key, item in members.items():
            clean = wanted = self.known(without_forms(key))
            while clean in found:
                clean = f"{wanted} {len(found) + 1}"
            found[clean] = item
        return found

    def value(self, value: Value) -> Value:
        """Return a redacted value without the known secrets, keys included."""
        if isinstance(value, str):
            return self.known(value)
        if isinstance(value, Mapping):
            members = cast("Mapping[str, Value]", value)
            return self.keyed({key: self.value(item) for key, item in members.items()})
        if isinstance(value, Sequence):
            return [self.value(item) for item in value]
        return replace(value, urn=self.urn(value.urn)) if isinstance(value, Reference) else value

    def record(self, record: _Record) -> _Record:
        """Return a record of findings or figures without any secret in its texts, at any depth."""
        return cast("_Record", self._within(record))

    def _within(self, value: object) -> object:
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            return self.urn(value) if value.startswith(_URN) else self.known(str(redacted(value)))
        if is_dataclass(value) and not isinstance(value, type):
            own = {field.name: getattr(value, field.name) for field in fields(value)}
            changed = {name: new for name, old in own.items() if (new := self._within(old)) is not old}
            return replace(value, **changed) if changed else value
        if isinstance(value, tuple):
            return tuple(self._within(item) for item in cast("tuple[object, ...]", value))
        if isinstance(value, Mapping):
            return {key: self._within(item) for key, item in cast("Mapping[str, object]", value).items()}
        return value

    def plan(self, plan: Plan) -> Plan:
        """Return a plan in which no name, key or value holds a secret; a text that holds one is a secret as a whole."""
        bare = [self.record(replace(each, inputs={}, outputs={})) for each in plan.resources]
        return replace(
            plan,
            project=self.known(plan.project),
            stack=self.known(plan.stack),
            resources=tuple(
                replace(clean, inputs=self._properties(each.inputs), outputs=self._properties(each.outputs))
                for clean, each in zip(bare, plan.resources, strict=True)
            ),
            outputs=self._properties(plan.outputs),
        )

    def _properties(self, values: Mapping[str, Value]) -> Mapping[str, Value]:
        return cast("Mapping[str, Value]", self._covered(values, redacted(values)))

    def _covered(self, value: Value, clean: Value) -> Value:
        """Return a value in which each text is a secret that redaction would change, or that holds a known one."""
        if isinstance(value, Secret):
            return value
        if isinstance(value, (str, Asset)) or clean == REDACTED:
            return Secret(REDACTED) if self._holds_one(value, clean) else value
        if isinstance(value, Mapping):
            members, kept = cast("Mapping[str, Value]", value), cast("Mapping[str, Value]", clean)
            return self.keyed({key: self._covered(item, kept[key]) for key, item in members.items()})
        if isinstance(value, Sequence):
            pairs = zip(value, cast("Sequence[Value]", clean), strict=True)
            return [self._covered(item, kept) for item, kept in pairs]
        return replace(value, urn=self.urn(value.urn)) if isinstance(value, Reference) else value

    def _holds_one(self, value: Value, clean: Value) -> bool:
        if isinstance(value, str):
            return self.known(value) != value or _taken_out(value, clean)
        return self._in_asset(value) if isinstance(value, Asset) else True

    def _in_asset(self, asset: Asset) -> bool:
        if isinstance(asset.content, str):
            return self.known(asset.content) != asset.content or without_forms(asset.content) != asset.content
        return any(self._in_asset(member) for member in asset.content.values())


def _taken_out(text: str, clean: Value) -> bool:
    """Tell whether redaction finds a secret in a text; in a program or a manual, one that looks generated."""
    if clean in {text, REDACTED} or "\n" not in text:
        return clean != text
    found: list[str] = []
    redacted(text, tell=found.append)
    return any(_GENERATED.fullmatch(each) for each in found)


NOTHING_KNOWN: Final = Concealment()
"""Hides what looks like a secret, where the plan is not at hand."""


def concealment_of(*plans: Plan) -> Concealment:
    """Return what hides the secrets of plans, marked ones and those that their names or forms give away."""
    return Concealment(secrets_of(plans, (each for plan in plans for each in plan.resources)))


def secrets_of(plans: Iterable[Plan], looked_into: Iterable[Resource]) -> set[str]:
    """Return the secrets of plans that are readable.

    Args:
        plans: all values that they mark as secret.
        looked_into: resources in which secrets are found by name and form, too.
    """
    found: set[str] = set()
    for plan in plans:
        found.update(_marked(plan.outputs, inside=False))
        redacted(plan.outputs, tell=_strong(found))
        for resource in plan.resources:
            found.update(_marked(resource.inputs, inside=False))
            found.update(_marked(resource.outputs, inside=False))
    for resource in looked_into:
        redacted(resource.inputs, tell=_strong(found))
    return found


def _strong(found: set[str]) -> Tell:
    """Return what keeps a secret that nobody marked, if it is no word that other texts hold for other reasons."""

    def keep(text: str) -> None:
        mixed = any(map(str.isdigit, text)) and any(map(str.isupper, text)) and any(map(str.islower, text))
        if len(text) >= 16 and (mixed or _HEX.fullmatch(text)):
            found.add(text)

    return keep


def _marked(value: Value, *, inside: bool) -> Iterator[str]:
    if isinstance(value, str):
        if inside and value != REDACTED:
            yield value
    elif isinstance(value, Secret):
        yield from _marked(value.value, inside=True)
    elif isinstance(value, Asset):
        if inside and isinstance(value.content, str):
            yield value.content
    elif isinstance(value, (dict, list)):  # plans hold no other containers, and abstract types are slow to tell
        members = cast("Iterable[Value]", value.values() if isinstance(value, dict) else value)
        for item in members:
            if inside or isinstance(item, (dict, list, Secret)):
                yield from _marked(item, inside=inside)
