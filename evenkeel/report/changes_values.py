"""The differences of a resource as they may be shown: redacted, in words."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, cast

from evenkeel.model import UNKNOWN, Asset, Reference, Resource, Secret, Unknown, Value
from evenkeel.model.change import (
    MISSING,
    Change,
    Difference,
    Effect,
    Item,
    Missing,
    Parsed,
    Place,
    PropertyChange,
    ResourceChange,
    Step,
)
from evenkeel.report.concealment import Concealment, secrets_of
from evenkeel.report.redaction import REDACTED, redacted
from evenkeel.report.values import printable

CHANGED_SECRET: Final = "changed (redacted)"  # noqa: S105 - words
MAYBE_CHANGED_SECRET: Final = "may have changed (redacted)"  # noqa: S105 - words
LATER: Final = "(known later)"
_SIGNS: Final = {Difference.ADDED: "+", Difference.REMOVED: "-"}
_PLAIN_KEY: Final = re.compile(r"[\w$-]+")
_ENCODED: Final = frozenset({"userData", "userDataBase64"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProperty:
    """One difference, ready to be shown.

    Attributes:
        path: where, `spec.template.spec.containers[name=main].image` for example.
        steps: the same, step by step; safe to show as well.
        sign: `+` added, `-` removed, `~` changed, `?` may change.
        before: redacted value; MISSING if there was none, or if it must not be shown.
        after: the same of the other side.
        note: what stands in place of the values or beside them; may be empty.
        effect: what it does to the resource.
    """

    path: str
    steps: tuple[str | Item, ...]
    sign: str
    before: Value | Missing
    after: Value | Missing
    note: str
    effect: Effect


@dataclass(frozen=True)
class Shown:
    """Shows the differences of a change.

    Attributes:
        change: whose.
    """

    change: Change

    @cached_property
    def concealment(self) -> Concealment:
        """What hides the secrets of both sides wherever they stand."""
        sides = (side for each in self.change.changed for side in (each.before, each.after) if side is not None)
        plans = (self.change.base, self.change.head)
        looked_into = sides if self.change.resources else (each for plan in plans for each in plan.resources)
        return Concealment(secrets_of(plans, looked_into))

    def properties(self, change: ResourceChange) -> tuple[ShownProperty, ...]:
        """Return the differences of a resource's inputs."""
        before = self._inputs(change.before)
        after = self._inputs(change.after)
        return tuple(self._property(found, before, after) for found in change.properties)

    def inputs(self, resource: Resource) -> Mapping[str, Value]:
        """Return all inputs of a resource, redacted; keys of mappings, too."""
        return cast("Mapping[str, Value]", self._keyed(self._inputs(resource)))

    def outputs(self) -> tuple[ShownProperty, ...]:
        """Return the differences of the stack's outputs."""
        hidden = Difference.REORDERED, Difference.REWRITTEN
        before, after = self._clean(self.change.base.outputs), self._clean(self.change.head.outputs)
        return tuple(
            self._property(found, before, after) for found in self.change.outputs if found.difference not in hidden
        )

    def text(self, words: str) -> str:
        """Return a text of the model (a danger's detail, a name) in one line, redacted."""
        return self.concealment.line(words)

    def urn(self, urn: str) -> str:
        """Return a URN of the model, or the name at its end, as other tools compare it, redacted."""
        return self.concealment.urn(urn)

    def _inputs(self, resource: Resource | None) -> Value:
        return {} if resource is None else self._clean(resource.inputs)

    def _clean(self, value: Value) -> Value:
        """Return a value redacted, with the keys that it has, by which it is looked into."""
        return _deep(redacted(value), self.concealment.known)

    def _keyed(self, value: Value) -> Value:
        return self.concealment.value(value)

    def _property(self, found: PropertyChange, before: Value, after: Value) -> ShownProperty:
        key = next((step for step in reversed(found.path) if isinstance(step, str)), "")
        old = MISSING if isinstance(found.before, Missing) else _readable(_at(before, found.before_at), key)
        new = MISSING if isinstance(found.after, Missing) else _readable(_at(after, found.after_at), key)
        note = ""
        secret = isinstance(found.before, Secret) or isinstance(found.after, Secret)
        if found.difference is Difference.SECRET_MAY_CHANGE:
            note, old, new = MAYBE_CHANGED_SECRET, MISSING, MISSING
        elif found.difference is Difference.SECRET_CHANGED or (
            not isinstance(old, Missing) and not isinstance(new, Missing) and old == new and old != UNKNOWN
        ):
            note, old, new = CHANGED_SECRET, MISSING, MISSING
            if secret and isinstance(found.before, Secret) != isinstance(found.after, Secret):
                note += "; secret now" if isinstance(found.after, Secret) else "; no longer marked as secret"
        if found.difference is Difference.SOURCE_CHANGED:
            note, old, new = "comes from another or a replaced resource", MISSING, MISSING
        uncertain = found.difference in {Difference.MAY_CHANGE, Difference.SECRET_MAY_CHANGE, Difference.SOURCE_CHANGED}
        steps = tuple(_step(step, self) for step in found.path if not isinstance(step, Parsed))
        return ShownProperty(
            path=path_text(steps),
            steps=steps,
            sign=_SIGNS.get(found.difference, "?" if uncertain else "~"),
            before=old if isinstance(old, Missing) else self._keyed(old),
            after=new if isinstance(new, Missing) else self._keyed(new),
            note=note or ("may change" if found.difference is Difference.MAY_CHANGE else ""),
            effect=found.effect,
        )


def path_text(steps: Sequence[str | Item]) -> str:
    """Return a path in one line."""
    text = ""
    for step in steps:
        if isinstance(step, Item):
            text += f"[{step.key}={step.value}]" if step.key else f"[{step.value}]"
        elif _PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f'["{step}"]'
    return text


def _step(step: Step, shown: Shown) -> str | Item:
    if isinstance(step, Item):
        return Item(step.key, shown.text(step.value))
    return shown.text(str(step))


def _at(values: Value, place: Place) -> Value:
    """Return what stands at a place of redacted properties; where redaction took away more, that it did."""
    found = values
    for step in place:
        if isinstance(step, Parsed):
            try:
                found = cast("Value", json.loads(found)) if isinstance(found, str) else REDACTED
            except (ValueError, RecursionError):
                return REDACTED
        elif isinstance(step, str):
            if not isinstance(found, Mapping) or step not in found:
                return REDACTED
            found = cast("Mapping[str, Value]", found)[step]
        elif isinstance(found, Sequence) and not isinstance(found, str):
            items = cast("Sequence[Value]", found)
            if step >= len(items):
                return REDACTED
            found = items[step]
        else:
            return REDACTED
    return found


def _readable(value: Value, key: str) -> Value:
    """Decode what is written in base64 only to be carried."""
    if key in _ENCODED and isinstance(value, str):
        try:
            text = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, ValueError):
            return value
        return redacted(text)
    return value


def _deep(value: Value, scrub: Callable[[str], str]) -> Value:
    """Apply a function to all texts of a value; assets become texts, since their content is not shown."""
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, Mapping):
        return {key: _deep(item, scrub) for key, item in cast("Mapping[str, Value]", value).items()}
    if isinstance(value, Sequence):
        return [_deep(item, scrub) for item in value]
    if isinstance(value, Asset):
        return f"{value.kind} {value.digest[:12]}"
    return value


def plain(value: Value) -> object:
    """Return a redacted value as plain JSON types; what is known later is said in words."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in cast("Mapping[str, Value]", value).items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    if isinstance(value, Unknown):
        return LATER
    if isinstance(value, Secret):
        return REDACTED
    if isinstance(value, Reference):
        return printable(value.urn.rsplit("::", 1)[-1])
    return f"{value.kind} {value.digest[:12]}" if isinstance(value, Asset) else value
