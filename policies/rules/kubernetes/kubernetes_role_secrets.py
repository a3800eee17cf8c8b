"""Roles do not read all secrets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.rights import ROLES, allows
from policies.kubernetes.workloads import name_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_VERBS: Final = frozenset({"get", "list", "watch", "create", "update", "patch", "delete"})
_KINDS: Final = frozenset({"secrets"})


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if name_of(resource) in settings.texts("roles"):
        return
    for rule in allows(resource, _VERBS, _KINDS):
        yield rule.fails(f"allows {', '.join(rule['verbs'].texts())} on {', '.join(rule['resources'].texts())}")


RULE = ResourceRule(
    id="kubernetes-role-secrets",
    title="Roles do not read all secrets",
    why="All API keys and tokens of a namespace, or of the cluster, are then one request away.",
    severity=Severity.CRITICAL,
    applies_to=ROLES,
    enforcement=MANDATORY,
    remedy="Name the secrets in resourceNames.",
    checkov=("CKV2_K8S_5",),
    trivy=("KSV-0041", "KSV-0113"),
    parameters=(Parameter(name="roles", default=(), meaning="names of roles that may"),),
    judge=_judge,
)
