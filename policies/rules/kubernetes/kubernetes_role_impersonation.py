"""Roles do not let anybody act as somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.rights import ROLES, allows
from policies.kubernetes.workloads import name_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_VERBS: Final = frozenset({"impersonate"})
_KINDS: Final = frozenset({"users", "groups", "serviceaccounts"})


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if name_of(resource) in settings.texts("roles"):
        return
    for rule in allows(resource, _VERBS, _KINDS):
        yield rule.fails(f"allows {', '.join(rule['verbs'].texts())} on {', '.join(rule['resources'].texts())}")


RULE = ResourceRule(
    id="kubernetes-role-impersonation",
    title="Roles do not let anybody act as somebody else",
    why="Whoever may impersonate is whoever he wants to be, an administrator for example.",
    severity=Severity.CRITICAL,
    applies_to=ROLES,
    enforcement=MANDATORY,
    remedy="Take impersonate out.",
    checkov=("CKV2_K8S_3",),
    trivy=("KSV-0043",),
    parameters=(Parameter(name="roles", default=(), meaning="names of roles that may"),),
    judge=_judge,
)
