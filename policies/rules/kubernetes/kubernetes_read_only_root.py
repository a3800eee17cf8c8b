"""A container cannot write its image."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.exemptions import DEVICE_PLUGINS, exempt
from policies.kubernetes.workloads import WORKLOADS, containers_of, is_named
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    if is_named(resource, settings, "workloads"):
        return
    for container in containers_of(resource):
        flag = container.at("securityContext", "readOnlyRootFilesystem")
        if not flag.flag():
            yield flag.fails("is not true")


RULE = ResourceRule(
    id="kubernetes-read-only-root",
    title="The file system of a container is read-only",
    why=(
        "What cannot be written cannot be replaced by an intruder; caches and temporary files have volumes with a size."
    ),
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Set securityContext.readOnlyRootFilesystem to true, and mount volumes where the program writes.",
    checkov=("CKV_K8S_22",),
    trivy=("KSV-0014",),
    parameters=(exempt(*DEVICE_PLUGINS, reason="their images were not made for it"),),
    judge=_judge,
)
