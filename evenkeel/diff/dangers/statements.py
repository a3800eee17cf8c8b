"""What a policy document allows, as grants that can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import cast

from evenkeel.diff.canonical import canonical
from evenkeel.diff.dangers.surroundings import listed, opened
from evenkeel.model import Unknown, Value

_LATER = "(known later)"


@dataclass(frozen=True, slots=True)
class Grant:
    """One action on one resource for one principal.

    Attributes:
        allows: False for a denial.
        principal: who; `(itself)` where the document hangs on an identity.
        action: what, `not ...` for what `NotAction` leaves open.
        target: on what.
        condition: a canonical form of the conditions, empty without any.
    """

    allows: bool
    principal: str
    action: str
    target: str
    condition: str

    def covers(self, other: Grant) -> bool:
        """Tell whether this grant gives everything that another one gives."""
        return (
            self.condition in {"", other.condition}
            and fnmatchcase(other.action.lower(), self.action.lower())
            and fnmatchcase(other.target, self.target)
            and (self.principal in {"*", other.principal})
        )

    def __str__(self) -> str:
        whom = "" if self.principal == "(itself)" else f" for {self.principal}"
        bound = " under a condition" if self.condition else ""
        where = "" if self.target == "(itself)" else f" on {self.target}"
        return f"{self.action}{where}{whom}{bound}"


def grants(document: Value) -> Iterator[Grant]:
    """Yield the grants of a policy document; nothing where it is not one."""
    policy = opened(document)
    if not isinstance(policy, Mapping) or "Statement" not in policy:
        return
    for statement in listed(policy["Statement"]):
        if isinstance(statement, Mapping):
            yield from _of(cast("Mapping[str, Value]", statement))


def _of(statement: Mapping[str, Value]) -> Iterator[Grant]:
    condition = json.dumps(canonical(statement["Condition"]), default=str) if statement.get("Condition") else ""
    for principal in _principals(statement):
        for action in _either(statement, "Action"):
            for target in _either(statement, "Resource"):
                yield Grant(statement.get("Effect") == "Allow", principal, action, target, condition)


def _either(statement: Mapping[str, Value], key: str) -> list[str]:
    named = [_text(value) for value in listed(statement.get(key))]
    others = [f"not {_text(value)}" for value in listed(statement.get(f"Not{key}"))]
    return [*named, *others] or ["(itself)"]


def _principals(statement: Mapping[str, Value]) -> list[str]:
    principal = statement.get("Principal", statement.get("NotPrincipal"))
    prefix = "not " if "NotPrincipal" in statement else ""
    if principal is None:
        return ["(itself)"]
    if isinstance(principal, Mapping):
        return [f"{prefix}{_text(value)}" for values in principal.values() for value in listed(values)]
    return [f"{prefix}{_text(value)}" for value in listed(principal)]


def _text(value: Value) -> str:
    return _LATER if isinstance(value, Unknown) or not isinstance(value, str) else value
