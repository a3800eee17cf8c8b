"""A container that listens has a livenessProbe."""

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
            if container["ports"].each() and container["livenessProbe"].absent:
                yield container["livenessProbe"].fails("is not set")


RULE = ResourceRule(
    id="kubernetes-liveness-probe",
    title="Servers have a liveness probe",
    why="An engine whose accelerator has failed hangs for ever; only a probe restarts it.",
    severity=Severity.MEDIUM,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Set livenessProbe; /health answers without a key.",
    checkov=("CKV_K8S_8",),
    judge=_judge,
)
