"""A pod does not share the inter-process communication of its node."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, pods_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for pod in pods_of(resource):
        shared = pod.spec["hostIPC"]
        if shared.flag():
            yield shared.fails("is true")


RULE = ResourceRule(
    id="kubernetes-host-ipc",
    title="Pods do not share the inter-process communication of their node",
    why=(
        "A pod that shares memory with its node reads what other pods keep there; shared memory for an engine "
        "is a memory volume."
    ),
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take hostIPC out.",
    checkov=("CKV_K8S_18",),
    trivy=("KSV-0008",),
    judge=_judge,
)
