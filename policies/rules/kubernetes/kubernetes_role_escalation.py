"""Roles do not let anybody widen rights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.rights import ROLES, allows
from policies.kubernetes.workloads import name_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_VERBS: Final = frozenset({"create", "update", "patch", "delete", "bind", "escalate"})
_KINDS: Final = frozenset({"roles", "clusterroles", "rolebindings", "clusterrolebindings"})


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if name_of(resource) in settings.texts("roles"):
        return
    for rule in allows(resource, _VERBS, _KINDS):
        yield rule.fails(f"allows {', '.join(rule['verbs'].texts())} on {', '.join(rule['resources'].texts())}")


RULE = ResourceRule(
    id="kubernetes-role-escalation",
    title="Roles do not let anybody widen rights",
    why="Whoever may bind or escalate has all rights, one step later.",
    severity=Severity.CRITICAL,
    applies_to=ROLES,
    enforcement=MANDATORY,
    remedy="Leave bindings to the people who administer the cluster.",
    checkov=("CKV_K8S_157", "CKV_K8S_158", "CKV2_K8S_1"),
    trivy=("KSV-0050", "KSV-0051", "KSV-0052", "KSV-0055"),
    parameters=(Parameter(name="roles", default=(), meaning="names of roles that may"),),
    judge=_judge,
)
