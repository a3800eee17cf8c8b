"""The registries that ECR can cache, and where their images are then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components.images import ImageLocation


@dataclass(frozen=True, kw_only=True)
class Upstream:
    """A registry that ECR can cache.

    Attributes:
        folder: what its repositories are put under; short, since ECR counts prefixes.
        url: its address in ECR's API.
        credentials: whether ECR has to log in there.
    """

    folder: str
    url: str
    credentials: bool


PREFIX_LIMIT = 30  # characters of a rule's repository prefix

# By host in image references. Source: "Using pull through cache rules" of the Amazon ECR user guide, read 2026-11-22.
# nvcr.io is none of them: its images come from where they are, or from a mirror.
UPSTREAMS: Mapping[str, Upstream] = {
    "docker.io": Upstream(folder="hub", url="registry-1.docker.io", credentials=True),
    "ghcr.io": Upstream(folder="ghcr", url="ghcr.io", credentials=True),
    "public.ecr.aws": Upstream(folder="ecr", url="public.ecr.aws", credentials=False),
    "quay.io": Upstream(folder="quay", url="quay.io", credentials=False),
    "registry.k8s.io": Upstream(folder="k8s", url="registry.k8s.io", credentials=False),
}


def cache_prefix(prefix: str, host: str) -> str:
    """Return the ECR repository prefix of the images of `host`."""
    return f"{prefix}/{UPSTREAMS[host].folder}"


def image_location(account_id: str, region: str, prefix: str, hosts: Sequence[str]) -> ImageLocation:
    """Return where nodes find images of `hosts` in the cache of an account and region."""
    registry = f"{account_id}.dkr.ecr.{region}.amazonaws.com"
    return ImageLocation(registries={host: f"{registry}/{cache_prefix(prefix, host)}" for host in hosts})


def repository_arns(account_id: str, region: str, prefix: str, hosts: Sequence[str]) -> list[str]:
    """Return the ARN patterns of the repositories of the cache."""
    return [f"arn:aws:ecr:{region}:{account_id}:repository/{cache_prefix(prefix, host)}/*" for host in hosts]
