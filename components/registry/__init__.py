"""ECR as a cache between nodes and public registries."""

from components.registry.pull_through_cache import PullThroughCache, PullThroughCacheArgs
from components.registry.upstreams import UPSTREAMS, image_location, repository_arns

__all__ = ["UPSTREAMS", "PullThroughCache", "PullThroughCacheArgs", "image_location", "repository_arns"]
