"""A container is not a process of a Windows node."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        flag = container.at("securityContext", "windowsOptions", "hostProcess")
        if flag.flag():
            yield flag.fails("is true")


RULE = ResourceRule(
    id="kubernetes-host-process",
    title="Containers are not host processes",
    why="A host process has all rights of its Windows node.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take windowsOptions.hostProcess out.",
    trivy=("KSV-0103",),
    judge=_judge,
)
