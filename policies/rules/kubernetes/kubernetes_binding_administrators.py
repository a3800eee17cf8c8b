"""Nobody is made an administrator by a binding."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.rights import BINDINGS
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    root = properties(resource)
    role = root.at("roleRef", "name")
    if role.text() in {"cluster-admin", "admin", "edit"}:
        yield role.fails(f"is {role.text()}")
    for subject in root["subjects"].each():
        if subject["name"].text() == "system:masters":
            yield subject["name"].fails("is system:masters")


RULE = ResourceRule(
    id="kubernetes-binding-administrators",
    title="Bindings make nobody an administrator",
    why="Administrators are access entries of the cluster, which the stack file lists; a workload never is one.",
    severity=Severity.CRITICAL,
    applies_to=BINDINGS,
    enforcement=MANDATORY,
    remedy="Bind a role with the rights that are needed.",
    trivy=("KSV-0111", "KSV-0123"),
    judge=_judge,
)
