"""A pod gets a token for the API server only where it needs one."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.exemptions import exempt
from policies.kubernetes.workloads import WORKLOADS, is_named, kind_of, pods_of
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if is_named(resource, settings, "workloads"):
        return
    if kind_of(resource) == "ServiceAccount":
        holders = [properties(resource)]
    else:
        holders = [pod.spec for pod in pods_of(resource)]
    for holder in holders:
        flag = holder["automountServiceAccountToken"]
        if flag.flag(default=True):
            yield flag.fails("is not false")


RULE = ResourceRule(
    id="kubernetes-service-account-token",
    title="Service account tokens are mounted only where needed",
    why="An intruder in the engine otherwise speaks to the API server in its name.",
    severity=Severity.MEDIUM,
    applies_to=(*WORKLOADS, "kubernetes:core/*:ServiceAccount"),
    enforcement=MANDATORY,
    remedy="Set automountServiceAccountToken to false, for the account and for the pod.",
    checkov=("CKV_K8S_38", "CKV_K8S_41"),
    trivy=("KSV-0036",),
    parameters=(exempt("kube-system/neuron-device-plugin", reason="it reports devices in the status of its node"),),
    judge=_judge,
)
