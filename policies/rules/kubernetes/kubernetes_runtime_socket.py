"""A pod does not speak to the container runtime."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, pods_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_SOCKETS: Final = ("docker.sock", "containerd.sock", "crio.sock", "cri-dockerd.sock")


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for pod in pods_of(resource):
        for volume in pod.spec["volumes"].each():
            path = volume.at("hostPath", "path")
            if path.text().rpartition("/")[2] in _SOCKETS:
                yield path.fails(f"is {path.text()}, the socket of a container runtime")


RULE = ResourceRule(
    id="kubernetes-runtime-socket",
    title="Pods do not mount the socket of the container runtime",
    why="Whoever speaks to the runtime starts privileged containers.",
    severity=Severity.CRITICAL,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take the volume out.",
    checkov=("CKV_K8S_27",),
    trivy=("KSV-0006",),
    judge=_judge,
)
