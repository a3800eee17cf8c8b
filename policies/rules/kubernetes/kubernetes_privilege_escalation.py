"""A container cannot gain more rights than it starts with."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.exemptions import exempt
from policies.kubernetes.workloads import WORKLOADS, containers_of, is_named
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if is_named(resource, settings, "workloads"):
        return
    for container in containers_of(resource):
        flag = container.at("securityContext", "allowPrivilegeEscalation")
        if flag.flag(default=True):
            yield flag.fails("is not false")


RULE = ResourceRule(
    id="kubernetes-privilege-escalation",
    title="Containers cannot gain privileges",
    why="A program with the setuid bit turns a bug in the engine into root inside the container.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Set securityContext.allowPrivilegeEscalation to false.",
    checkov=("CKV_K8S_20", "CKV_K8S_30"),
    trivy=("KSV-0001",),
    parameters=(exempt("kube-system/fpga-device-plugin", reason="a privileged container cannot refuse it"),),
    judge=_judge,
)
