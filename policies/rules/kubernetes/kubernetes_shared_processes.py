"""The containers of a pod do not see the processes of each other."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, pods_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for pod in pods_of(resource):
        shared = pod.spec["shareProcessNamespace"]
        if shared.flag():
            yield shared.fails("is true")


RULE = ResourceRule(
    id="kubernetes-shared-processes",
    title="Containers do not see the processes of each other",
    why="A side container that sees the engine reads its API key from its environment.",
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take shareProcessNamespace out.",
    judge=_judge,
)
