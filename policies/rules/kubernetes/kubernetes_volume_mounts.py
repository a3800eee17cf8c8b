"""A container mounts a volume that its pod has."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, pods_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for pod in pods_of(resource):
        volumes = {volume["name"].text() for volume in pod.spec["volumes"].each()}
        for container in pod.all_containers():
            for mount in container["volumeMounts"].each():
                if mount["name"].text() not in volumes and resource.inputs.get("kind") != "StatefulSet":
                    yield mount["name"].fails(f"is {mount['name'].text()}, which is no volume of the pod")


RULE = ResourceRule(
    id="kubernetes-volume-mounts",
    title="Containers mount volumes that exist",
    why="The API server refuses such a pod, in the middle of an update.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Add the volume, or correct its name.",
    judge=_judge,
)
