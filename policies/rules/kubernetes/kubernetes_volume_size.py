"""A scratch volume has a size."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, pods_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for pod in pods_of(resource):
        for volume in pod.spec["volumes"].each():
            if volume["emptyDir"].given and volume.at("emptyDir", "sizeLimit").absent:
                yield volume.at("emptyDir", "sizeLimit").fails("is not set")


RULE = ResourceRule(
    id="kubernetes-volume-size",
    title="Scratch volumes have a size",
    why="Without one, a cache fills the disk of the node, or its memory, and every pod there is evicted.",
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Set emptyDir.sizeLimit.",
    judge=_judge,
)
