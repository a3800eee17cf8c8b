"""A pod does not share the processes of its node."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, pods_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for pod in pods_of(resource):
        shared = pod.spec["hostPID"]
        if shared.flag():
            yield shared.fails("is true")


RULE = ResourceRule(
    id="kubernetes-host-processes",
    title="Pods do not share the processes of their node",
    why=(
        "A pod that sees the processes of its node reads their environment, and with it the credentials of "
        "every pod there."
    ),
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take hostPID out.",
    checkov=("CKV_K8S_17",),
    trivy=("KSV-0010",),
    judge=_judge,
)
