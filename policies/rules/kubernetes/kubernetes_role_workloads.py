"""Roles do not create or delete workloads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.rights import ROLES, allows
from policies.kubernetes.workloads import name_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_VERBS: Final = frozenset({"create", "delete", "deletecollection"})
_KINDS: Final = frozenset({"pods", "deployments", "daemonsets", "statefulsets", "jobs", "cronjobs", "replicasets"})


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if name_of(resource) in settings.texts("roles"):
        return
    for rule in allows(resource, _VERBS, _KINDS):
        yield rule.fails(f"allows {', '.join(rule['verbs'].texts())} on {', '.join(rule['resources'].texts())}")


RULE = ResourceRule(
    id="kubernetes-role-workloads",
    title="Roles do not create or delete workloads",
    why="Whoever creates a pod chooses its service account, and so has the rights of all accounts there.",
    severity=Severity.MEDIUM,
    applies_to=ROLES,
    enforcement=MANDATORY,
    remedy="Let Pulumi create workloads.",
    trivy=("KSV-0048",),
    parameters=(Parameter(name="roles", default=(), meaning="names of roles that may"),),
    judge=_judge,
)
