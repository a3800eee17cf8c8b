"""Only what is part of the cluster runs in kube-system."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.exemptions import DEVICE_PLUGINS, exempt
from policies.kubernetes.workloads import WORKLOADS, is_named
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    namespace = properties(resource).at("metadata", "namespace")
    if namespace.text() in {"kube-system", "kube-public"} and not is_named(resource, settings, "workloads"):
        yield namespace.fails(f"is {namespace.text()}")


RULE = ResourceRule(
    id="kubernetes-system-namespace",
    title="kube-system holds parts of the cluster only",
    why="Pods there may take the highest priority, and many policies leave that namespace out.",
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Move it to a namespace of its own.",
    trivy=("KSV-0037",),
    parameters=(
        exempt(*DEVICE_PLUGINS, reason="nodes are of no use without them, so they need the priority of the system"),
    ),
    judge=_judge,
)
