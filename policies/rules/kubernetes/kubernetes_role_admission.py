"""Roles do not change admission webhooks."""

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
_KINDS: Final = frozenset({"mutatingwebhookconfigurations", "validatingwebhookconfigurations"})


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if name_of(resource) in settings.texts("roles"):
        return
    for rule in allows(resource, _VERBS, _KINDS):
        yield rule.fails(f"allows {', '.join(rule['verbs'].texts())} on {', '.join(rule['resources'].texts())}")


RULE = ResourceRule(
    id="kubernetes-role-admission",
    title="Roles do not change admission webhooks",
    why="A webhook sees and changes every object, secrets among them.",
    severity=Severity.HIGH,
    applies_to=ROLES,
    enforcement=MANDATORY,
    remedy="Leave webhooks to the charts that bring them.",
    checkov=("CKV_K8S_155",),
    trivy=("KSV-0114",),
    parameters=(Parameter(name="roles", default=(), meaning="names of roles that may"),),
    judge=_judge,
)
