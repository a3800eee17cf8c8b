"""Roles do not delete logs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.rights import ROLES, allows
from policies.kubernetes.workloads import name_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_VERBS: Final = frozenset({"delete", "deletecollection", "update", "patch"})
_KINDS: Final = frozenset({"pods/log"})


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if name_of(resource) in settings.texts("roles"):
        return
    for rule in allows(resource, _VERBS, _KINDS):
        yield rule.fails(f"allows {', '.join(rule['verbs'].texts())} on {', '.join(rule['resources'].texts())}")


RULE = ResourceRule(
    id="kubernetes-role-pod-logs",
    title="Roles do not delete logs",
    why="Deleting logs hides an intrusion.",
    severity=Severity.MEDIUM,
    applies_to=ROLES,
    enforcement=MANDATORY,
    remedy="Take pods/log out, or read only.",
    trivy=("KSV-0042",),
    parameters=(Parameter(name="roles", default=(), meaning="names of roles that may"),),
    judge=_judge,
)
