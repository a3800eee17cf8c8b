"""Cost of an ElastiCache replication group."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.estimate.bands import HOURS, level
from evenkeel.estimate.reading import number, text
from evenkeel.estimate.situation import Situation
from evenkeel.model import Charging, Cost, Resource, UnknownFigure

_PRICES = {"valkey": "elasticache_valkey_node_hour", "redis": "elasticache_redis_oss_node_hour"}


def cache_nodes(resource: Resource) -> int:
    """Return how many nodes a replication group has: one cluster's, or shards with their replicas."""
    single = number(resource.inputs, "numCacheClusters")
    if single is not None:
        return int(single)
    shards = number(resource.inputs, "numNodeGroups") or 1
    return int(shards * (1 + (number(resource.inputs, "replicasPerNodeGroup") or 0)))


def cache(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price the nodes and the snapshots of a replication group."""
    count = cache_nodes(resource)
    engine = text(resource.inputs, "engine") or "redis"
    yield situation.charge(
        resource,
        f"{engine} nodes ({text(resource.inputs, 'nodeType')})",
        _PRICES.get(engine, engine),
        level(count * HOURS),
        f"{count} nodes x 730 h",
        variant=text(resource.inputs, "nodeType"),
    )
    if number(resource.inputs, "snapshotRetentionLimit"):
        yield situation.charge(
            resource,
            "snapshots",
            "elasticache_backup_gb_month",
            situation.usage("snapshotGb"),
            "snapshotGb",
            charging=Charging.USAGE,
        )
