"""A container sees /proc as the runtime masks it."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        mount = container.at("securityContext", "procMount")
        if mount.text("Default") != "Default":
            yield mount.fails(f"is {mount.text()}, not Default")


RULE = ResourceRule(
    id="kubernetes-proc-mount",
    title="Containers see a masked /proc",
    why="Unmasked, /proc shows and changes settings of the kernel of the node.",
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take procMount out.",
    trivy=("KSV-0027",),
    judge=_judge,
)
