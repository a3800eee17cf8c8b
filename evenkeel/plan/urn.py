"""Uniform resource names as the engine makes them."""

from __future__ import annotations

from typing import Final, NamedTuple

STACK_TYPE: Final = "pulumi:pulumi:Stack"
PROVIDER_PREFIX: Final = "pulumi:providers:"


class Urn(NamedTuple):
    """The parts of a URN.

    Attributes:
        stack: stack name.
        project: project name.
        types: the types of the parents joined by `$`, the resource's own last.
        name: logical name.
    """

    stack: str
    project: str
    types: str
    name: str

    @property
    def type(self) -> str:
        """The resource's own type token."""
        return self.types.rpartition("$")[2]

    def __str__(self) -> str:
        return f"urn:pulumi:{self.stack}::{self.project}::{self.types}::{self.name}"


def parse(text: str) -> Urn:
    """Take a URN apart.

    Raises:
        ValueError: the text is not a URN.
    """
    parts = text.split("::", 3)
    if len(parts) != 4 or not parts[0].startswith("urn:pulumi:"):
        raise ValueError(f"{text!r} is not a URN: expected urn:pulumi:<stack>::<project>::<type>::<name>")
    return Urn(parts[0].removeprefix("urn:pulumi:"), *parts[1:])


def child(stack: str, project: str, parent: str, token: str, name: str) -> str:
    """Make the URN of a resource; the stack itself is left out of the chain of parent types."""
    chain = parent.split("::", 3)[2] if parent else ""
    types = f"{chain}${token}" if chain and chain != STACK_TYPE else token
    return f"urn:pulumi:{stack}::{project}::{types}::{name}"


def package_of(token: str) -> str:
    """Return the provider package of a type token; for a provider resource, the package that it provides."""
    if token.startswith(PROVIDER_PREFIX):
        return token.removeprefix(PROVIDER_PREFIX)
    return token.partition(":")[0]
