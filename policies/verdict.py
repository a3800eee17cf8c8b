"""What a rule says where it does not pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from evenkeel.model import Resource

T = TypeVar("T")

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list positions (from 0) that lead from a resource's inputs to a property."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A resource breaks the rule.

    Attributes:
        resource: the resource; None when the whole stack is meant.
        path: the property that breaks it; empty when it is the resource as a whole.
        message: what is wrong, in a sentence with the value found and the value asked for, without a full stop.
    """

    resource: Resource | None
    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """The rule cannot be judged before something exists.

    Attributes:
        resource: the resource that holds the property.
        path: the property that is unknown.
    """

    resource: Resource
    path: Path


Verdict: TypeAlias = Failure | Undecided


class UndecidedError(Exception):
    """A rule read a value that is unknown."""

    def __init__(self, resource: Resource, path: Path) -> None:
        super().__init__(resource.urn, path)
        self.resource = resource
        self.path = path


class MalformedError(Exception):
    """A rule read a value that is not of the kind that the property takes; it counts as a failure."""

    def __init__(self, resource: Resource, path: Path, message: str) -> None:
        super().__init__(message)
        self.resource = resource
        self.path = path
        self.message = message


def each(subjects: Iterable[T], judge: Callable[[T], Iterable[Verdict]]) -> Iterator[Verdict]:
    """Yield the verdicts on several subjects, where something unknown or malformed in one does not end the others."""
    for subject in subjects:
        try:
            yield from judge(subject)
        except UndecidedError as unknown:
            yield Undecided(unknown.resource, unknown.path)
        except MalformedError as wrong:
            yield Failure(wrong.resource, wrong.path, wrong.message)


def shown(path: Path) -> str:
    """Return a path in Pulumi's notation: `spec.containers[0].resources.limits["nvidia.com/gpu"]`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step.replace("_", "").replace("-", "").isalnum():
            text += f".{step}" if text else step
        else:
            text += f'["{step}"]'
    return text
