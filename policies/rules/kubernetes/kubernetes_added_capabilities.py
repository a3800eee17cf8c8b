"""A container adds no capabilities."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        for added in container.at("securityContext", "capabilities", "add").each():
            name = added.text().removeprefix("CAP_")
            if name not in settings.texts("allowed"):
                yield added.fails(f"is {name}")


RULE = ResourceRule(
    id="kubernetes-added-capabilities",
    title="Containers add no capabilities",
    why="SYS_ADMIN, SYS_MODULE or NET_RAW each lead out of the container.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take them out of securityContext.capabilities.add.",
    checkov=("CKV_K8S_25", "CKV_K8S_28", "CKV_K8S_39"),
    trivy=("KSV-0005", "KSV-0022", "KSV-0106", "KSV-0119", "KSV-0120"),
    parameters=(
        Parameter(name="allowed", default=("NET_BIND_SERVICE",), meaning="capabilities that containers may add"),
    ),
    judge=_judge,
)
