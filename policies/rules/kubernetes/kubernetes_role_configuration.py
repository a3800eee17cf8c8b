"""Roles do not write ConfigMaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.rights import ROLES, allows
from policies.kubernetes.workloads import name_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_VERBS: Final = frozenset({"create", "update", "patch", "delete"})
_KINDS: Final = frozenset({"configmaps"})


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if name_of(resource) in settings.texts("roles"):
        return
    for rule in allows(resource, _VERBS, _KINDS):
        yield rule.fails(f"allows {', '.join(rule['verbs'].texts())} on {', '.join(rule['resources'].texts())}")


RULE = ResourceRule(
    id="kubernetes-role-configuration",
    title="Roles do not write ConfigMaps",
    why="Programs and, on older clusters, the very administrators (aws-auth) stand in ConfigMaps.",
    severity=Severity.MEDIUM,
    applies_to=ROLES,
    enforcement=MANDATORY,
    remedy="Name the ConfigMaps in resourceNames.",
    trivy=("KSV-0049", "KSV-0115"),
    parameters=(Parameter(name="roles", default=(), meaning="names of roles that may"),),
    judge=_judge,
)
