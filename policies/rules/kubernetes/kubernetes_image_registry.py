"""An image comes from a place that somebody chose."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    trusted = settings.texts("registries")
    for container in containers_of(resource):
        image = container["image"]
        name = image.text()
        qualified = name if "." in name.partition("/")[0] or name.startswith("localhost") else f"docker.io/{name}"
        if not any(fnmatchcase(qualified, pattern) for pattern in trusted):
            yield image.fails(f"is {qualified}, which is of none of the trusted registries")


RULE = ResourceRule(
    id="kubernetes-image-registry",
    title="Images come from trusted registries",
    why="Anybody can publish an image under a name that looks right.",
    severity=Severity.MEDIUM,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Take the image from a listed place, or mirror it into your own registry and list that.",
    trivy=("KSV-0125", "KSV-0032", "KSV-0033", "KSV-0034", "KSV-0035"),
    parameters=(
        Parameter(
            name="registries",
            default=(
                "*.dkr.ecr.*.amazonaws.com/*",
                "public.ecr.aws/*",
                "docker.io/vllm/*",
                "docker.io/library/*",
                "nvcr.io/nvidia/*",
                "registry.k8s.io/*",
                "quay.io/*",
                "ghcr.io/*",
            ),
            meaning="where images may come from, with * for any text",
        ),
    ),
    judge=_judge,
)
