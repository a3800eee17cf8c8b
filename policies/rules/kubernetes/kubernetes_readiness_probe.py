"""A container that listens has a readinessProbe."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import SERVERS, pods_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for pod in pods_of(resource):
        for container in pod.containers():
            if container["ports"].each() and container["readinessProbe"].absent:
                yield container["readinessProbe"].fails("is not set")


RULE = ResourceRule(
    id="kubernetes-readiness-probe",
    title="Servers have a readiness probe",
    why="Requests otherwise reach an engine that is still loading its model.",
    severity=Severity.MEDIUM,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Set readinessProbe; /health answers without a key.",
    checkov=("CKV_K8S_9",),
    judge=_judge,
)
