"""A pod does not rewrite its hosts file."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, pods_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for pod in pods_of(resource):
        if pod.spec["hostAliases"].each():
            yield pod.spec["hostAliases"].fails("is set")


RULE = ResourceRule(
    id="kubernetes-host-aliases",
    title="Pods resolve names by DNS",
    why="An alias sends the traffic for a trusted name, a model hub for example, somewhere else.",
    severity=Severity.LOW,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take hostAliases out.",
    trivy=("KSV-0007",),
    judge=_judge,
)
