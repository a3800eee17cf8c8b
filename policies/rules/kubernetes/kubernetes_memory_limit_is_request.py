"""Memory that a container may take is memory that it asked for."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.exemptions import DEVICE_PLUGINS, exempt
from policies.kubernetes.quantities import quantity
from policies.kubernetes.workloads import WORKLOADS, containers_of, is_named
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if is_named(resource, settings, "workloads"):
        return
    for container in containers_of(resource):
        limit, request = container.at("resources", "limits", "memory"), container.at("resources", "requests", "memory")
        if limit.given and request.given and quantity(limit) != quantity(request):
            yield limit.fails(f"is {limit.text()}, while {request.text()} is requested")


RULE = ResourceRule(
    id="kubernetes-memory-limit-is-request",
    title="Memory limits equal requests",
    why="Memory above the request belongs to nobody: when the node runs out, the engine is killed first.",
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Set resources.limits.memory to resources.requests.memory.",
    parameters=(exempt(*DEVICE_PLUGINS, reason="small and critical to the node, they may take what is free"),),
    judge=_judge,
)
