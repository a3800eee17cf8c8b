"""The cache of a platform."""

import pulumi

from components.cache import Cache, CacheArgs
from components.network import NetworkOutputs
from components.platform.encryption_keys import EncryptionKeys
from components.platform.scope import AwsScope
from components.platform.secret_values import secret_value

_ENGINE_VERSIONS = {"valkey": "8.1", "redis": "7.1"}
_USER = "gateway"


def make_cache(
    scope: AwsScope, network: NetworkOutputs, keys: EncryptionKeys, clients: dict[str, pulumi.Input[str]]
) -> Cache | None:
    """Make the cache, if the stack file has one; `clients` are the security groups that may connect."""
    platform = scope.platform
    section = platform.cache
    if section is None:
        return None
    assert platform.cluster is not None, "the spec fills in the cluster wherever infrastructure is made"
    auth = section.auth
    return Cache(
        "cache",
        CacheArgs(
            engine=section.engine,
            engine_version=_ENGINE_VERSIONS[section.engine],
            node_type=section.node_type,
            shards=1,
            replicas=section.replicas,
            vpc_id=network.vpc_id,
            subnet_ids=list(network.isolated_subnet_ids),
            client_security_group_ids=clients,
            client_cidrs=[],
            key_arn=keys["cache"],
            log_key_arn=keys["logs"],
            log_retention_days=platform.cluster.log_retention_days,
            eviction_policy=section.maxmemory_policy,
            snapshot_retention_days=section.snapshot_retention_days,
            snapshot_window="03:00-04:00",
            maintenance_window="sun:05:00-sun:06:00",
            final_snapshot=platform.protect,
            user=_USER,
            password=secret_value(auth.config) if auth and auth.config else None,
            secret_arn=auth.secrets_manager_arn if auth else None,
            iam_users=[],
            protect=platform.protect,
            tags=scope.tags,
        ),
        scope.opts,
    )
