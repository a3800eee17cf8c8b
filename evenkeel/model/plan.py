"""What a program would create: its resources in registration order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from evenkeel.model.resource import Resource
from evenkeel.model.values import Value


class Fidelity(StrEnum):
    """How far a plan can be trusted: what stood behind it when it was made."""

    RECORDED = "recorded"
    """The program alone: no state, no provider."""
    EXPORTED = "exported"
    """The state of a deployed stack."""
    ENGINE = "engine"
    """The engine's own preview."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The resources of one stack, parents before children.

    Attributes:
        project: Pulumi project name.
        stack: Pulumi stack name.
        fidelity: what stood behind it.
        resources: in registration order; URNs are unique.
        outputs: the stack's exported outputs.
        versions: what made it, by name (`evenkeel`, `pulumi`, and each provider package in use).
    """

    project: str
    stack: str
    fidelity: Fidelity
    resources: tuple[Resource, ...]
    outputs: Mapping[str, Value] = field(default_factory=dict[str, Value])
    versions: Mapping[str, str] = field(default_factory=dict[str, str])
