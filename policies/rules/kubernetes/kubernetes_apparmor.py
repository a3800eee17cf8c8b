"""A container does not turn AppArmor off."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        kind = container.at("securityContext", "appArmorProfile", "type")
        if kind.text() == "Unconfined":
            yield kind.fails("is Unconfined")


RULE = ResourceRule(
    id="kubernetes-apparmor",
    title="Containers do not turn AppArmor off",
    why="Where nodes have AppArmor, its default profile keeps containers from mounting and from writing to /proc.",
    severity=Severity.LOW,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take appArmorProfile out, or set its type to RuntimeDefault.",
    trivy=("KSV-0002",),
    judge=_judge,
)
