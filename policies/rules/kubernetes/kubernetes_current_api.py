"""An object is of a version of its interface that Kubernetes still has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_GONE: Final = {
    "apps/v1beta1": "apps/v1",
    "apps/v1beta2": "apps/v1",
    "autoscaling/v2beta1": "autoscaling/v2",
    "autoscaling/v2beta2": "autoscaling/v2",
    "batch/v1beta1": "batch/v1",
    "extensions/v1beta1": "networking.k8s.io/v1",
    "networking.k8s.io/v1beta1": "networking.k8s.io/v1",
    "policy/v1beta1": "policy/v1",
    "rbac.authorization.k8s.io/v1beta1": "rbac.authorization.k8s.io/v1",
    "apiextensions.k8s.io/v1beta1": "apiextensions.k8s.io/v1",
    "admissionregistration.k8s.io/v1beta1": "admissionregistration.k8s.io/v1",
    "storage.k8s.io/v1beta1": "storage.k8s.io/v1",
    "karpenter.sh/v1beta1": "karpenter.sh/v1",
    "karpenter.k8s.aws/v1beta1": "karpenter.k8s.aws/v1",
}


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    version = properties(resource)["apiVersion"]
    if version.known and version.text() in _GONE:
        yield version.fails(f"is {version.text()}, which {_GONE[version.text()]} replaced")


RULE = ResourceRule(
    id="kubernetes-current-api",
    title="Objects use interfaces that Kubernetes still has",
    why="The API server of the next version refuses it, and with it the whole update.",
    severity=Severity.MEDIUM,
    applies_to=("kubernetes:*",),
    enforcement=MANDATORY,
    remedy="Use the version that replaced it.",
    trivy=("KSV-0107",),
    judge=_judge,
)
