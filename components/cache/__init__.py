"""Cache: an ElastiCache replication group with TLS, users, failover and snapshots."""

from components.cache.cache import Cache, CacheArgs
from components.cache.users import APPLICATION_ACCESS, CacheUsers, CacheUsersArgs, users_template

__all__ = ["APPLICATION_ACCESS", "Cache", "CacheArgs", "CacheUsers", "CacheUsersArgs", "users_template"]
