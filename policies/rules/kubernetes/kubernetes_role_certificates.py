"""Roles do not approve certificates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.rights import ROLES, allows
from policies.kubernetes.workloads import name_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_VERBS: Final = frozenset({"update", "patch", "approve"})
_KINDS: Final = frozenset({"certificatesigningrequests/approval", "signers"})


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if name_of(resource) in settings.texts("roles"):
        return
    for rule in allows(resource, _VERBS, _KINDS):
        yield rule.fails(f"allows {', '.join(rule['verbs'].texts())} on {', '.join(rule['resources'].texts())}")


RULE = ResourceRule(
    id="kubernetes-role-certificates",
    title="Roles do not approve certificates",
    why="A certificate for system:masters is an administrator that cannot be revoked.",
    severity=Severity.HIGH,
    applies_to=ROLES,
    enforcement=MANDATORY,
    remedy="Take certificatesigningrequests/approval out.",
    checkov=("CKV_K8S_156",),
    parameters=(Parameter(name="roles", default=(), meaning="names of roles that may"),),
    judge=_judge,
)
