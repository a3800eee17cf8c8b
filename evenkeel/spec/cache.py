"""The cache: an ElastiCache replication group for token limits and shared KV blocks."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from evenkeel.spec.secret import SecretReference
from evenkeel.spec.section import Default, Integer, Section
from evenkeel.spec.values import CacheNodeType

CacheEngine: TypeAlias = Literal["valkey", "redis"]
MaxmemoryPolicy: TypeAlias = Literal[
    "allkeys-lru",
    "allkeys-lfu",
    "allkeys-random",
    "volatile-lru",
    "volatile-lfu",
    "volatile-random",
    "volatile-ttl",
    "noeviction",
]


class Cache(Section):
    """A replication group of one shard, TLS and authentication always on.

    Attributes:
        engine: `valkey` costs less than `redis`.
        node_type: ElastiCache node type of each node.
        replicas: copies beside the primary, in other zones; one or more give failover.
        snapshot_retention_days: daily snapshots kept; 0 for none.
        maxmemory_policy: what goes when memory is full.
        auth: an existing token; left out, Secrets Manager makes one and keeps it.
    """

    engine: CacheEngine = "valkey"
    node_type: Annotated[
        CacheNodeType, Default(dev="cache.t4g.micro", staging="cache.t4g.small", prod="cache.r7g.large")
    ]
    replicas: Annotated[Integer, Field(ge=0, le=5), Default(dev=0, staging=1, prod=2)]
    snapshot_retention_days: Annotated[Integer, Field(ge=0, le=35), Default(dev=0, staging=3, prod=14)]
    maxmemory_policy: MaxmemoryPolicy = "volatile-lru"
    auth: SecretReference | None = None
