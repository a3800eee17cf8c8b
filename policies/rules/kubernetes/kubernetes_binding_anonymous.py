"""Rights are bound to somebody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.rights import BINDINGS
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_EVERYBODY: Final = ("system:anonymous", "system:unauthenticated", "system:authenticated", "system:serviceaccounts")


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for subject in properties(resource)["subjects"].each():
        if subject["name"].text() in _EVERYBODY:
            yield subject["name"].fails(f"is {subject['name'].text()}")


RULE = ResourceRule(
    id="kubernetes-binding-anonymous",
    title="Rights are not bound to everybody",
    why="Whoever reaches the API server has them, or whoever has any account.",
    severity=Severity.CRITICAL,
    applies_to=BINDINGS,
    enforcement=MANDATORY,
    remedy="Name users, groups or service accounts.",
    trivy=("KSV-0122", "KSV-01011"),
    judge=_judge,
)
