"""An image is named by its digest."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import ADVISORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        if "@sha256:" not in container["image"].text():
            yield container["image"].fails("has no digest")


RULE = ResourceRule(
    id="kubernetes-image-digest",
    title="Images are pinned to a digest",
    why=(
        "A tag may be pushed again; a digest is the program itself. Mirrors and registries that forbid moving "
        "tags give most of that already."
    ),
    severity=Severity.LOW,
    applies_to=WORKLOADS,
    enforcement=ADVISORY,
    remedy="Append @sha256: and the digest to the tag.",
    checkov=("CKV_K8S_43",),
    judge=_judge,
)
