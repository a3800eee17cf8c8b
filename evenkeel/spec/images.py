"""Where container images are pulled from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from evenkeel.spec.refusal import refusal
from evenkeel.spec.section import Section
from evenkeel.spec.values import Registry, SecretArn

UpstreamRegistry: TypeAlias = Literal["public.ecr.aws", "registry.k8s.io", "quay.io", "docker.io", "ghcr.io", "nvcr.io"]
_WITH_CREDENTIALS: frozenset[str] = frozenset({"docker.io", "ghcr.io"})
_READ_BY_ECR = "ecr-pullthroughcache/"
_NOT_CACHED: frozenset[str] = frozenset({"nvcr.io"})


class PullThroughCache(Section):
    """ECR keeps copies of what nodes pull from public registries; on AWS only.

    Attributes:
        registries: registries to keep copies of.
        credentials: Secrets Manager ARN by registry, for docker.io and ghcr.io, which ask ECR to log in.
    """

    registries: Annotated[tuple[UpstreamRegistry, ...], Field(min_length=1)] = (
        "public.ecr.aws",
        "registry.k8s.io",
        "quay.io",
    )
    credentials: Mapping[UpstreamRegistry, SecretArn] = Field(default_factory=dict[UpstreamRegistry, str])

    @model_validator(mode="after")
    def require_credentials(self) -> Self:
        """Refuse registries that ECR cannot keep copies of as they stand."""
        for registry in self.registries:
            if registry in _NOT_CACHED:
                raise refusal(f"names {registry}, of which ECR keeps no copies", f"Take {registry} out; use a mirror.")
            if registry in _WITH_CREDENTIALS and registry not in self.credentials:
                fix = f"Add credentials: {{{registry}: ARN of a Secrets Manager secret}}."
                raise refusal(f"has no credentials for {registry}", fix)
        for registry, arn in self.credentials.items():
            if registry not in self.registries:
                fix = f"Add {registry} to registries, or take its credentials out."
                raise refusal(f"has credentials for {registry}, which is not among its registries", fix)
            if not arn.split(":")[6].startswith(_READ_BY_ECR):
                fix = f"Keep the credentials in a secret whose name starts with {_READ_BY_ECR}; ECR reads no other."
                raise refusal(f"has credentials for {registry} in a secret that ECR cannot read", fix)
        return self


class Images(Section):
    """Where container images are pulled from; left empty, their own registries.

    Attributes:
        mirror: registry (and path) that holds copies of all images.
        pull_through_cache: ECR as a cache in between.
    """

    mirror: Registry | None = None
    pull_through_cache: PullThroughCache | None = None

    @model_validator(mode="after")
    def refuse_both(self) -> Self:
        """Refuse a mirror together with a cache."""
        if self.mirror is not None and self.pull_through_cache is not None:
            raise refusal("sets both mirror and pullThroughCache", "Keep one of them.")
        return self
