"""Containers request memory."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        amount = container.at("resources", "requests", "memory")
        if amount.absent:
            yield amount.fails("is not set")


RULE = ResourceRule(
    id="kubernetes-memory-request",
    title="Containers request memory",
    why="Without it the scheduler overfills nodes, and the kernel kills engines that have loaded for minutes.",
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Set resources.requests.memory.",
    checkov=("CKV_K8S_12",),
    trivy=("KSV-0016",),
    judge=_judge,
)
