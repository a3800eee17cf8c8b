"""An image is named by a version, not by a tag that moves."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        image = container["image"]
        name, _, digest = image.text().partition("@")
        tag = name.rpartition("/")[2].partition(":")[2]
        if digest:
            continue
        if not tag:
            yield image.fails("has no tag, which means latest")
        elif tag.lower() in settings.texts("moving") or not any(letter.isdigit() for letter in tag):
            yield image.fails(f"has the tag {tag}, which moves")


RULE = ResourceRule(
    id="kubernetes-image-tag",
    title="Images are pinned to a version",
    why="A tag that moves brings another program at the next restart, on some nodes and not on others.",
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Name a version or a digest.",
    checkov=("CKV_K8S_14",),
    trivy=("KSV-0013",),
    parameters=(
        Parameter(
            name="moving",
            default=("latest", "main", "master", "nightly", "stable", "edge", "dev"),
            meaning="tags that move; so do all without a digit",
        ),
    ),
    judge=_judge,
)
