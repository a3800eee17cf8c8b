"""A pod mounts volumes of known types."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, pods_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    for pod in pods_of(resource):
        for volume in pod.spec["volumes"].each():
            for kind in sorted(volume.entries().keys() - {"name", "hostPath", *settings.texts("types")}):
                yield volume[kind].fails("is a type of volume that is not listed")


RULE = ResourceRule(
    id="kubernetes-volume-types",
    title="Pods mount volumes of known types",
    why=(
        "Volumes of other types reach outside the cluster with credentials of their own, or are gone from Kubernetes."
    ),
    severity=Severity.LOW,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Use a claim with a StorageClass.",
    trivy=("KSV-0028",),
    parameters=(
        Parameter(
            name="types",
            default=(
                "configMap",
                "csi",
                "downwardAPI",
                "emptyDir",
                "ephemeral",
                "image",
                "persistentVolumeClaim",
                "projected",
                "secret",
            ),
            meaning="types of volumes that pods may mount; directories of the node have a rule of their own",
        ),
    ),
    judge=_judge,
)
