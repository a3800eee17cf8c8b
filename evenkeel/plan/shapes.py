"""The shape that an SDK type gives to a value, compiled once a type."""

from __future__ import annotations

import enum
import typing
from collections import abc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from types import UnionType
from typing import Final, Literal, TypeAlias

import pulumi

from evenkeel.plan import sdk


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, a number or a truth value."""


@dataclass(frozen=True, slots=True)
class Anything:
    """A value of which the SDK says nothing."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list whose items have one shape."""

    item: Shape


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping with free keys."""

    item: Shape


@dataclass(frozen=True)
class ObjectOf:
    """A mapping with declared keys; found out on first use, since types may hold themselves.

    Attributes:
        name: the class, for debugging.
        find: gives the shape of each key.
    """

    name: str
    find: Callable[[], Mapping[str, Shape]]

    @cached_property
    def members(self) -> Mapping[str, Shape]:
        """The shape of each declared key."""
        return self.find()


Shape: TypeAlias = Scalar | Anything | ListOf | MapOf | ObjectOf
SCALAR: Final = Scalar()
ANYTHING: Final = Anything()


@cache
def of_class(declared: type) -> ObjectOf:
    """Return the shape of an SDK class: of a resource's outputs, an argument class, a nested type."""
    return ObjectOf(
        declared.__name__, lambda: {name: of_type(member) for name, member in sdk.members(declared).items()}
    )


def of_type(declared: object) -> Shape:
    """Return the shape that a type annotation of an SDK gives."""
    origin = typing.get_origin(declared)
    if origin is typing.Union or origin is UnionType:
        return joined([of_type(one) for one in typing.get_args(declared) if not _is_late(one)])
    if (origin or declared) in (list, abc.Sequence):
        return ListOf(_of_argument(declared, 0))
    if (origin or declared) in (dict, abc.Mapping):
        return MapOf(_of_argument(declared, 1))
    if sdk.is_object(declared):
        return of_class(declared)
    if origin is Literal or (isinstance(declared, type) and issubclass(declared, (str, int, float, enum.Enum))):
        return SCALAR
    return ANYTHING


def _of_argument(declared: object, index: int) -> Shape:
    arguments = typing.get_args(declared)
    return of_type(arguments[index]) if len(arguments) > index else ANYTHING


def joined(alternatives: Sequence[Shape]) -> Shape:
    """Join the shapes of alternatives: objects by all their keys; a scalar may stand in the place of any of them."""
    objects = [shape for shape in alternatives if isinstance(shape, ObjectOf)]
    others = [shape for shape in alternatives if not isinstance(shape, (ObjectOf, Scalar))]
    if len(objects) > 1 and not others:
        return ObjectOf("union", lambda: {name: member for one in objects for name, member in one.members.items()})
    structured = [*objects, *others]
    if not structured:
        return SCALAR if alternatives else ANYTHING
    return structured[0] if len(structured) == 1 else ANYTHING


def _is_late(declared: object) -> bool:
    """Whether an alternative only says that the value may be missing or come later."""
    if declared is type(None) or typing.is_typeddict(declared):
        return True
    origin = typing.get_origin(declared) or declared
    if isinstance(declared, typing.ForwardRef):
        return declared.__forward_arg__.startswith("Output[")
    return origin in {abc.Awaitable, abc.Coroutine, pulumi.Output}
