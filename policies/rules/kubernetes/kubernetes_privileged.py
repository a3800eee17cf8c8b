"""A container is not privileged."""

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
        flag = container.at("securityContext", "privileged")
        if flag.flag():
            yield flag.fails("is true")


RULE = ResourceRule(
    id="kubernetes-privileged",
    title="Containers are not privileged",
    why=(
        "A privileged container is root on its node: it sees every pod, every device and the credentials of the node."
    ),
    severity=Severity.CRITICAL,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take privileged out, and give the container what it needs: a device, a capability, a volume.",
    checkov=("CKV_K8S_16",),
    trivy=("KSV-0017",),
    parameters=(exempt("kube-system/fpga-device-plugin", reason="opening device files takes a privileged container"),),
    judge=_judge,
)
