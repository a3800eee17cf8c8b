"""The image cache fetches from registries that somebody chose to trust."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import PULL_THROUGH_RULE
from policies.properties import properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    upstream = properties(resource)["upstreamRegistryUrl"]
    trusted = settings.texts("registries")
    if upstream.text() not in trusted and not upstream.text().endswith(".amazonaws.com"):
        yield upstream.fails(f"is {upstream.text() or 'not set'}, not one of {', '.join(trusted)}")


RULE = ResourceRule(
    id="aws-image-cache-upstreams",
    title="The image cache fetches from registries that somebody chose to trust",
    why="Every node may make the cache fetch; from a registry that anybody may push to, that is anything.",
    severity=Severity.MEDIUM,
    applies_to=(PULL_THROUGH_RULE,),
    enforcement=MANDATORY,
    remedy="Take the registry out of images.pullThroughCache, or add it to the rule's parameter.",
    parameters=(
        Parameter(
            name="registries",
            default=("public.ecr.aws", "registry.k8s.io", "quay.io", "ghcr.io", "registry-1.docker.io", "nvcr.io"),
            meaning="hosts that images may come from; private registries of ECR may always",
        ),
    ),
    judge=_judge,
)
