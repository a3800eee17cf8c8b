"""The kinds of values that the pinned SDKs declare for inputs and outputs, read from their type annotations.

The recorder has a reader of its own for names (`evenkeel.plan.shapes`); this one is apart from it on purpose, so that
an error in either shows as a difference between the two.
"""

from __future__ import annotations

import enum
import typing
from collections import abc
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeAlias

import pulumi
import pulumi_aws
import pulumi_kubernetes
from pulumi import _types  # pyright: ignore[reportPrivateUsage]

from evenkeel.plan import sdk

# A package's types are known once it is imported; a program may name them by token alone.
PACKAGES = (pulumi_aws, pulumi_kubernetes)
# The SDK spells `x-kubernetes-...` in schemas with underscores; documents have dashes.
_EXTENSION = "x_kubernetes_"


@dataclass(frozen=True)
class Text:
    """A text; where `choices` are given, one of them."""

    choices: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Number:
    """A number."""

    whole: bool


@dataclass(frozen=True)
class Truth:
    """True or false."""


@dataclass(frozen=True)
class Anything:
    """A value of which the SDK says nothing."""


@dataclass(frozen=True)
class Sequence:
    """A list whose items are of one kind."""

    item: Kind


@dataclass(frozen=True)
class FreeMapping:
    """A mapping with keys of the program's choice."""

    item: Kind


@dataclass(frozen=True)
class Record:
    """A mapping with declared keys; `declared` is the SDK's class."""

    declared: type

    @property
    def members(self) -> Mapping[str, Kind]:
        """The kind of each declared key."""
        return _members(self.declared)

    @property
    def required(self) -> frozenset[str]:
        """The keys that must be there."""
        return _required(self.declared)


@dataclass(frozen=True)
class OneOf:
    """A value of any of several kinds."""

    alternatives: tuple[Kind, ...]


Kind: TypeAlias = Text | Number | Truth | Anything | Sequence | FreeMapping | Record | OneOf


@cache
def of_inputs(token: str) -> Record | None:
    """Return what the SDK declares for a resource's inputs, or None where it does not know the type."""
    resource = sdk.resource_class(token)
    arguments = sdk.arguments_class(resource) if resource is not None else None
    return Record(arguments) if arguments is not None else None


@cache
def of_outputs(token: str) -> Record | None:
    """Return what the SDK declares for a resource's outputs, or None where it does not know the type."""
    resource = sdk.resource_class(token)
    return Record(resource) if resource is not None else None


@cache
def _members(declared: type) -> Mapping[str, Kind]:
    found = {name: of_annotation(member) for name, member in sdk.members(declared).items()}
    dashed = {name.replace("_", "-"): kind for name, kind in found.items() if name.startswith(_EXTENSION)}
    return {**found, **dashed}


@cache
def _required(declared: type) -> frozenset[str]:
    hints = _types._raw_return_hints(declared)  # pyright: ignore[reportPrivateUsage]
    return frozenset(name for name, hint in hints.items() if not _is_optional(hint))


def _is_optional(hint: object) -> bool:
    if typing.get_origin(hint) is pulumi.Output:
        (hint,) = typing.get_args(hint)
    return hint is Any or type(None) in typing.get_args(hint)


@cache
def of_annotation(declared: Any) -> Kind:
    """Return the kind that one type annotation of an SDK gives."""
    origin, arguments = typing.get_origin(declared), typing.get_args(declared)
    if origin is typing.Union or origin is UnionType:
        return _joined(tuple(of_annotation(one) for one in arguments if not _is_late(one)))
    if origin is Literal:
        return Text(frozenset(str(choice) for choice in arguments))
    if (origin or declared) in (list, abc.Sequence):
        return Sequence(of_annotation(arguments[0]) if arguments else Anything())
    if (origin or declared) in (dict, abc.Mapping):
        return FreeMapping(of_annotation(arguments[1]) if arguments else Anything())
    return _of_class(declared) if isinstance(declared, type) else Anything()


def _of_class(declared: type) -> Kind:
    if sdk.is_object(declared):
        return Record(declared)
    if issubclass(declared, enum.Enum):
        return Text(frozenset(str(member.value) for member in declared))
    if issubclass(declared, bool):
        return Truth()
    if issubclass(declared, (int, float)):
        return Number(whole=issubclass(declared, int))
    return Text() if issubclass(declared, str) else Anything()


def _joined(alternatives: tuple[Kind, ...]) -> Kind:
    if not alternatives or Anything() in alternatives:
        return Anything()
    return alternatives[0] if len(set(alternatives)) == 1 else OneOf(alternatives)


def _is_late(declared: object) -> bool:
    """Whether an alternative only says that the value may be missing, come later, or be written as a typed mapping."""
    if declared is type(None) or typing.is_typeddict(declared):
        return True
    if isinstance(declared, typing.ForwardRef):
        return declared.__forward_arg__.startswith("Output[")
    return (typing.get_origin(declared) or declared) in {abc.Awaitable, abc.Coroutine, pulumi.Output}
