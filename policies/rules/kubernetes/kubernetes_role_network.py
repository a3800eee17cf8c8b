"""Roles do not change network policies and routes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.rights import ROLES, allows
from policies.kubernetes.workloads import name_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_VERBS: Final = frozenset({"create", "update", "patch", "delete", "deletecollection"})
_KINDS: Final = frozenset({"networkpolicies", "ingresses", "endpoints", "services", "endpointslices"})


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if name_of(resource) in settings.texts("roles"):
        return
    for rule in allows(resource, _VERBS, _KINDS):
        yield rule.fails(f"allows {', '.join(rule['verbs'].texts())} on {', '.join(rule['resources'].texts())}")


RULE = ResourceRule(
    id="kubernetes-role-network",
    title="Roles do not change network policies and routes",
    why="Whoever deletes a NetworkPolicy opens the engine to the cluster.",
    severity=Severity.HIGH,
    applies_to=ROLES,
    enforcement=MANDATORY,
    remedy="Let Pulumi change them.",
    trivy=("KSV-0056",),
    parameters=(Parameter(name="roles", default=(), meaning="names of roles that may"),),
    judge=_judge,
)
