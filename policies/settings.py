"""What a rule is told about the run: the environment and the rule's parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, cast

ParameterValue: TypeAlias = bool | int | float | str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for one rule in one run.

    Attributes:
        environment: `dev`, `staging` or `prod`.
        parameters: value by name, complete and of the types that the rule declared.
    """

    environment: str
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict[str, ParameterValue])

    def number(self, name: str) -> float:
        """Return a parameter that was declared with a number as its default."""
        return cast("float", self.parameters[name])

    def text(self, name: str) -> str:
        """Return a parameter that was declared with a string as its default."""
        return cast("str", self.parameters[name])

    def flag(self, name: str) -> bool:
        """Return a parameter that was declared with a boolean as its default."""
        return cast("bool", self.parameters[name])

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a parameter that was declared with a tuple of strings as its default."""
        return cast("tuple[str, ...]", self.parameters[name])
