"""Roles open no shell in pods."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.rights import ROLES, allows
from policies.kubernetes.workloads import name_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_VERBS: Final = frozenset({"create", "get", "update", "patch"})
_KINDS: Final = frozenset({"pods/exec", "pods/attach", "pods/portforward", "nodes/proxy"})


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if name_of(resource) in settings.texts("roles"):
        return
    for rule in allows(resource, _VERBS, _KINDS):
        yield rule.fails(f"allows {', '.join(rule['verbs'].texts())} on {', '.join(rule['resources'].texts())}")


RULE = ResourceRule(
    id="kubernetes-role-shell",
    title="Roles open no shell in pods",
    why="A shell in a pod has its identity: the role that reads the models, the API key of the engine.",
    severity=Severity.HIGH,
    applies_to=ROLES,
    enforcement=MANDATORY,
    remedy="Take pods/exec, pods/attach, pods/portforward and nodes/proxy out.",
    checkov=("CKV2_K8S_2",),
    trivy=("KSV-0047", "KSV-0053", "KSV-0054"),
    parameters=(Parameter(name="roles", default=(), meaning="names of roles that may"),),
    judge=_judge,
)
