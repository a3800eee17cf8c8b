"""A pod does not share the network of its node."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.exemptions import exempt
from policies.kubernetes.workloads import WORKLOADS, is_named, pods_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if is_named(resource, settings, "workloads"):
        return
    for pod in pods_of(resource):
        shared = pod.spec["hostNetwork"]
        if shared.flag():
            yield shared.fails("is true")


RULE = ResourceRule(
    id="kubernetes-host-network",
    title="Pods do not share the network of their node",
    why="A pod on the network of its node escapes every network policy and reaches the instance metadata.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take hostNetwork out.",
    checkov=("CKV_K8S_19",),
    trivy=("KSV-0009",),
    parameters=(
        exempt(
            "kube-system/aws-efa-device-plugin",
            "kube-system/aws-efa-device-plugin-neuron",
            reason="counting the adapters of a node takes its network",
        ),
    ),
    judge=_judge,
)
