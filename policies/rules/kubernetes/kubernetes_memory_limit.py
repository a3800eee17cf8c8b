"""Containers limit their memory."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        amount = container.at("resources", "limits", "memory")
        if amount.absent:
            yield amount.fails("is not set")


RULE = ResourceRule(
    id="kubernetes-memory-limit",
    title="Containers limit their memory",
    why="A leak in one container then takes the whole node down.",
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Set resources.limits.memory.",
    checkov=("CKV_K8S_13",),
    trivy=("KSV-0018",),
    judge=_judge,
)
