"""What a pod keeps in memory volumes is part of the memory that it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.quantities import GIB, quantity
from policies.kubernetes.workloads import WORKLOADS, pods_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for pod in pods_of(resource):
        memory = sum(quantity(container.at("resources", "limits", "memory")) for container in pod.containers())
        for volume in pod.spec["volumes"].each():
            size = volume.at("emptyDir", "sizeLimit")
            if volume.at("emptyDir", "medium").text() == "Memory" and memory and quantity(size) >= memory:
                yield size.fails(f"is {size.text()}, all of the memory of the pod ({memory / GIB:g} GiB)")


RULE = ResourceRule(
    id="kubernetes-memory-volumes-counted",
    title="Memory volumes fit into the memory of their pod",
    why=(
        "A memory volume counts against the limit of the container that fills it; a larger one is never full "
        "before the engine is killed."
    ),
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Raise resources.limits.memory, or shrink the volume.",
    judge=_judge,
)
