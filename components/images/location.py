"""Where container images are pulled from: their own registries, a pull-through cache, or a mirror."""

from dataclasses import dataclass, field

DEFAULT_REGISTRY = "docker.io"


@dataclass(frozen=True, kw_only=True)
class ImageLocation:
    """What replaces the registry in image references.

    Attributes:
        registries: prefix by upstream registry host, for example
            `{"quay.io": "123456789012.dkr.ecr.us-east-1.amazonaws.com/quay"}`.
        fallback: prefix for every other registry, before the registry's own host; empty leaves those as they are.
    """

    registries: dict[str, str] = field(default_factory=dict[str, str])
    fallback: str = ""

    def locate(self, image: str) -> str:
        """Return the reference by which nodes pull `image`.

        Args:
            image: `[registry/]repository[:tag][@digest]`; without a registry, Docker Hub is meant.
        """
        host, repository = _split(image)
        prefix = self.registries.get(host)
        if prefix is not None:
            return f"{prefix}/{repository}"
        if self.fallback:
            return f"{self.fallback}/{host}/{repository}"
        return image

    def registry(self, host: str) -> str:
        """Return what replaces the registry `host` where a chart asks for registry and repository apart."""
        return self.registries.get(host) or (f"{self.fallback}/{host}" if self.fallback else host)


def _split(image: str) -> tuple[str, str]:
    first, _, rest = image.partition("/")
    is_host = rest and ("." in first or ":" in first or first == "localhost")
    if is_host:
        return first, rest
    return DEFAULT_REGISTRY, image if rest else f"library/{image}"
