"""Nothing runs in the namespace default."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    namespace = properties(resource).at("metadata", "namespace")
    if namespace.text("default") == "default":
        yield namespace.fails("is default")


RULE = ResourceRule(
    id="kubernetes-default-namespace",
    title="The namespace default stays empty",
    why="Rights and policies are given by namespace; what is in default has whatever somebody once gave it.",
    severity=Severity.MEDIUM,
    applies_to=(
        *WORKLOADS,
        "kubernetes:core/*:Service",
        "kubernetes:core/*:ServiceAccount",
        "kubernetes:core/*:ConfigMap",
        "kubernetes:core/*:Secret",
        "kubernetes:rbac.authorization.k8s.io/*:Role",
        "kubernetes:rbac.authorization.k8s.io/*:RoleBinding",
    ),
    enforcement=MANDATORY,
    remedy="Set namespace in the stack file.",
    checkov=("CKV_K8S_21",),
    trivy=("KSV-0110",),
    judge=_judge,
)
