"""A container runs under the seccomp profile of its runtime."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.exemptions import exempt
from policies.kubernetes.workloads import WORKLOADS, is_named, pods_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if is_named(resource, settings, "workloads"):
        return
    for pod in pods_of(resource):
        shared = pod.spec.at("securityContext", "seccompProfile", "type")
        for container in pod.all_containers():
            own = container.at("securityContext", "seccompProfile", "type")
            decides = own if own.given else shared
            if decides.text() not in {"RuntimeDefault", "Localhost"}:
                yield decides.fails(f"is {decides.text('left out')}, not RuntimeDefault")


RULE = ResourceRule(
    id="kubernetes-seccomp",
    title="Containers run under a seccomp profile",
    why="Without it a container may make every system call, also those in which kernels keep having bugs.",
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Set securityContext.seccompProfile.type to RuntimeDefault, for the pod or for each container.",
    checkov=("CKV_K8S_31", "CKV_K8S_29"),
    trivy=("KSV-0030", "KSV-0104", "KSV-0118"),
    parameters=(exempt("kube-system/fpga-device-plugin", reason="a privileged container runs without one"),),
    judge=_judge,
)
