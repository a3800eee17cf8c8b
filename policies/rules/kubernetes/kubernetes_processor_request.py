"""Containers request processors."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        amount = container.at("resources", "requests", "cpu")
        if amount.absent:
            yield amount.fails("is not set")


RULE = ResourceRule(
    id="kubernetes-processor-request",
    title="Containers request processors",
    why="Without it the scheduler puts the pod on a node that has no processor left, and token latency doubles.",
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Set resources.requests.cpu.",
    checkov=("CKV_K8S_10",),
    trivy=("KSV-0015",),
    judge=_judge,
)
