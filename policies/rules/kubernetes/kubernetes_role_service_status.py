"""Roles do not write the status of Services."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.rights import ROLES, allows
from policies.kubernetes.workloads import name_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_VERBS: Final = frozenset({"update", "patch"})
_KINDS: Final = frozenset({"services/status"})


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if name_of(resource) in settings.texts("roles"):
        return
    for rule in allows(resource, _VERBS, _KINDS):
        yield rule.fails(f"allows {', '.join(rule['verbs'].texts())} on {', '.join(rule['resources'].texts())}")


RULE = ResourceRule(
    id="kubernetes-role-service-status",
    title="Roles do not write the status of Services",
    why="Who sets the address of a Service in its status takes traffic meant for others (CVE-2020-8554).",
    severity=Severity.MEDIUM,
    applies_to=ROLES,
    enforcement=MANDATORY,
    remedy="Take services/status out.",
    checkov=("CKV2_K8S_4",),
    parameters=(Parameter(name="roles", default=(), meaning="names of roles that may"),),
    judge=_judge,
)
