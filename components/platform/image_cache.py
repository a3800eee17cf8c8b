"""Where a platform's images come from, and the cache in between."""

from components.images import ImageLocation
from components.platform.encryption_keys import EncryptionKeys
from components.platform.scope import AwsScope
from components.registry import PullThroughCache, PullThroughCacheArgs, image_location, repository_arns
from evenkeel.spec import AwsTarget, Platform

_DAYS_KEPT = 90


def image_prefix(platform: Platform) -> str:
    """Return the start of the names of the cache's repositories."""
    return platform.full_name


def make_image_cache(scope: AwsScope, keys: EncryptionKeys) -> PullThroughCache | None:
    """Make the pull-through cache, if the stack file has one."""
    platform, target = scope.platform, scope.target
    section = platform.images.pull_through_cache
    if section is None:
        return None
    return PullThroughCache(
        "images",
        PullThroughCacheArgs(
            account_id=target.account_id,
            region=target.region,
            prefix=image_prefix(platform),
            hosts=list(section.registries),
            credential_arns={str(host): arn for host, arn in section.credentials.items()},
            key_arn=keys["images"],
            days_kept=_DAYS_KEPT,
            tags=scope.tags,
        ),
        scope.opts,
    )


def locate_images(platform: Platform) -> ImageLocation:
    """Return where nodes pull images from, which needs no resource to be known."""
    cache = platform.images.pull_through_cache
    if cache is not None and isinstance(platform.target, AwsTarget):
        target = platform.target
        return image_location(target.account_id, target.region, image_prefix(platform), list(cache.registries))
    return ImageLocation(fallback=platform.images.mirror or "")


def cached_repository_arns(platform: Platform) -> list[str]:
    """Return the repositories that a node's first pull may fill; none without a cache."""
    cache = platform.images.pull_through_cache
    if cache is None or not isinstance(platform.target, AwsTarget):
        return []
    target = platform.target
    return repository_arns(target.account_id, target.region, image_prefix(platform), list(cache.registries))
