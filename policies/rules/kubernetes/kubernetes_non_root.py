"""A container does not run as root."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.exemptions import DEVICE_PLUGINS, exempt
from policies.kubernetes.workloads import WORKLOADS, is_named, pods_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if is_named(resource, settings, "workloads"):
        return
    for pod in pods_of(resource):
        shared = pod.spec["securityContext"]
        for container in pod.all_containers():
            own = container["securityContext"]
            flag = own["runAsNonRoot"] if own["runAsNonRoot"].given else shared["runAsNonRoot"]
            if not flag.flag():
                yield flag.fails("is not true")
            user = own["runAsUser"] if own["runAsUser"].given else shared["runAsUser"]
            if user.given and user.number() == 0:
                yield user.fails("is 0, root")


RULE = ResourceRule(
    id="kubernetes-non-root",
    title="Containers do not run as root",
    why="Root inside a container is one kernel bug away from root on the node.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy=(
        "Set securityContext.runAsNonRoot to true and runAsUser to another user than 0, for the pod or for "
        "each container."
    ),
    checkov=("CKV_K8S_23", "CKV_K8S_29"),
    trivy=("KSV-0012", "KSV-0105", "KSV-0118"),
    parameters=(exempt(*DEVICE_PLUGINS, reason="the directory of the kubelet belongs to root"),),
    judge=_judge,
)
