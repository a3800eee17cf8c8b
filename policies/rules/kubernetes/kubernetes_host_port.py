"""A container takes no port of its node."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        for port in container["ports"].each():
            if port["hostPort"].number():
                yield port["hostPort"].fails(f"is {port['hostPort'].number():g}")


RULE = ResourceRule(
    id="kubernetes-host-port",
    title="Containers take no port of their node",
    why="It escapes network policies, and two such pods do not fit on a node.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take hostPort out, and let a Service lead to the pods.",
    checkov=("CKV_K8S_26",),
    trivy=("KSV-0024",),
    judge=_judge,
)
