"""One setting points every image at a mirror."""

from __future__ import annotations

import pytest

from components.images import ImageLocation

MIRROR = ImageLocation(fallback="registry.example.com/mirror")
CACHE = ImageLocation(registries={"quay.io": "123456789012.dkr.ecr.us-east-1.amazonaws.com/quay"})


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("vllm/vllm-openai:v0.27.1", "registry.example.com/mirror/docker.io/vllm/vllm-openai:v0.27.1"),
        ("busybox:1.37", "registry.example.com/mirror/docker.io/library/busybox:1.37"),
        ("public.ecr.aws/eks/agent@sha256:ab", "registry.example.com/mirror/public.ecr.aws/eks/agent@sha256:ab"),
        ("localhost:5000/a:1", "registry.example.com/mirror/localhost:5000/a:1"),
    ],
)
def test_image_with_a_mirror_keeps_its_registry_as_a_path(image: str, expected: str) -> None:
    assert MIRROR.locate(image) == expected


def test_image_of_a_cached_registry_is_pulled_through_the_cache() -> None:
    assert CACHE.locate("quay.io/a/b:1") == "123456789012.dkr.ecr.us-east-1.amazonaws.com/quay/a/b:1"


def test_image_of_another_registry_stays_where_it_is() -> None:
    assert CACHE.locate("ghcr.io/a/b:1") == "ghcr.io/a/b:1"
    assert CACHE.registry("ghcr.io") == "ghcr.io"
