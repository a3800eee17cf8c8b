"""A container drops all capabilities."""

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
        dropped = container.at("securityContext", "capabilities", "drop")
        if not any(name.upper() == "ALL" for name in dropped.texts()):
            yield dropped.fails("does not hold ALL")


RULE = ResourceRule(
    id="kubernetes-dropped-capabilities",
    title="Containers drop all capabilities",
    why="The default set lets a container forge packets and change owners of files; no engine needs any of it.",
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Set securityContext.capabilities.drop to [ALL].",
    checkov=("CKV_K8S_28", "CKV_K8S_37"),
    trivy=("KSV-0003", "KSV-0004", "KSV-0106"),
    parameters=(exempt("kube-system/fpga-device-plugin", reason="a privileged container has all of them"),),
    judge=_judge,
)
