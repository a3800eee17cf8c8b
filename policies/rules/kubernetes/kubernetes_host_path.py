"""A pod mounts nothing of its node."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.exemptions import DEVICE_PLUGINS, exempt
from policies.kubernetes.workloads import WORKLOADS, is_named, pods_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    listed = is_named(resource, settings, "workloads")
    for pod in pods_of(resource):
        for volume in pod.spec["volumes"].each():
            path = volume.at("hostPath", "path")
            if path.given and not (listed and path.text() in settings.texts("paths")):
                yield path.fails(f"is {path.text()}, a directory of the node")


RULE = ResourceRule(
    id="kubernetes-host-path",
    title="Pods mount no directory of their node",
    why="A directory of the node is shared by all pods there, and leads out of the container.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Use emptyDir, a claim or a ConfigMap; shared memory is emptyDir with medium Memory.",
    trivy=("KSV-0023", "KSV-0121"),
    parameters=(
        exempt(*DEVICE_PLUGINS, reason="they find devices, and tell the kubelet, by directories of the node"),
        Parameter(
            name="paths",
            default=(
                "/var/lib/kubelet/device-plugins",
                "/dev/infiniband",
                "/dev",
                "/run",
                "/opt/aws",
            ),
            meaning="directories that these may mount",
        ),
    ),
    judge=_judge,
)
