"""The AWS half: network, keys, buckets, cluster, static node pools, cache and load balancer."""

import pulumi

from components.bindings import (
    AwsBinding,
    Bindings,
    BucketBinding,
    CacheBinding,
    ClusterBinding,
    LoadBalancerBinding,
    NodeBinding,
)
from components.cache import Cache
from components.network import NetworkOutputs
from components.platform.cache import make_cache
from components.platform.cluster import make_cluster
from components.platform.encryption_keys import make_encryption_keys
from components.platform.image_cache import make_image_cache
from components.platform.load_balancer import Front, make_load_balancer
from components.platform.managed_pools import make_managed_pools
from components.platform.network import make_network
from components.platform.scope import AwsScope
from components.platform.storage import make_storage
from components.storage import Storage
from evenkeel.spec import Platform


def make_infrastructure(scope: AwsScope) -> Bindings:
    """Make everything on AWS and return what workloads need of it."""
    platform, target = scope.platform, scope.target
    keys = make_encryption_keys(scope)
    network = make_network(scope, keys["logs"])
    storage = make_storage(scope)
    image_cache = make_image_cache(scope, keys)
    repositories = image_cache.repository_arns if image_cache else []
    cluster = make_cluster(scope, network, keys, repositories)
    make_managed_pools(scope, network, cluster, keys, repositories)
    cache = make_cache(scope, network, keys, {"nodes": cluster.security_group_id})
    front = make_load_balancer(
        scope,
        network,
        keys,
        log_bucket=storage.bucket_names["logs"],
        pod_security_group_id=cluster.security_group_id,
    )
    return Bindings(
        cluster=ClusterBinding(name=cluster.cluster_name, kubeconfig=cluster.kubeconfig, context=None),
        aws=AwsBinding(
            account_id=target.account_id,
            region=target.region,
            vpc_id=network.vpc_id,
            volume_key_arn=keys["volumes"],
            secrets_key_arn=keys["secrets"],
            buckets=_buckets(storage),
            nodes=_nodes(platform, network, cluster.security_group_id),
            cache=_cache(cache),
            load_balancer=_front(front),
        ),
        ready=cluster.ready,
    )


def _buckets(storage: Storage) -> dict[str, BucketBinding]:
    return {
        purpose: BucketBinding(name=name, arn=storage.bucket_arns[purpose], key_arn=storage.key_arns.get(purpose))
        for purpose, name in storage.bucket_names.items()
        if purpose != "logs"
    }


def _nodes(platform: Platform, network: NetworkOutputs, security_group_id: pulumi.Output[str]) -> NodeBinding:
    grouped = [pool.name for pool in platform.node_pools if pool.placement_group]
    return NodeBinding(
        subnet_ids=dict(network.private_subnet_ids_by_zone),
        security_group_id=security_group_id,
        efa_security_group_id=network.efa_security_group_id,
        placement_group_names=dict(zip(grouped, network.placement_group_names, strict=True)),
    )


def _cache(cache: Cache | None) -> CacheBinding | None:
    if cache is None:
        return None
    return CacheBinding(endpoint=cache.endpoint, port=cache.port, secret_arn=cache.secret_arn)


def _front(front: Front | None) -> LoadBalancerBinding | None:
    if front is None:
        return None
    return LoadBalancerBinding(
        security_group_id=front.security_group_id,
        dns_name=front.dns_name,
        source_cidrs=dict(front.source_cidrs),
        target_group_arns={front.serving: front.target_group_arn},
    )
