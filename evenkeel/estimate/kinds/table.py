"""What prices a kind, by its type token."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from evenkeel.estimate.kinds.cache import cache
from evenkeel.estimate.kinds.cluster import control_plane
from evenkeel.estimate.kinds.network import NAT, address, endpoint, firewall, load_balancer, nat_gateway
from evenkeel.estimate.kinds.nodes import nodes, pods
from evenkeel.estimate.kinds.security import cloud_formation, external_secret, key, secret
from evenkeel.estimate.kinds.storage import BUCKET, bucket, claim, image_cache, log_group, replication
from evenkeel.estimate.pools import NODE_GROUP, NODE_POOL
from evenkeel.estimate.situation import Situation
from evenkeel.estimate.workloads import WORKLOADS
from evenkeel.model import Cost, Resource, UnknownFigure

Pricer: TypeAlias = Callable[[Resource, Situation], Iterator[Cost | UnknownFigure]]

PRICERS: Final[Mapping[str, Pricer]] = MappingProxyType(
    {
        "aws:cloudformation/stack:Stack": cloud_formation,
        "aws:cloudwatch/logGroup:LogGroup": log_group,
        "aws:ec2/eip:Eip": address,
        NAT: nat_gateway,
        "aws:ec2/vpcEndpoint:VpcEndpoint": endpoint,
        "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": image_cache,
        "aws:eks/cluster:Cluster": control_plane,
        NODE_GROUP: nodes,
        "aws:elasticache/replicationGroup:ReplicationGroup": cache,
        "aws:kms/key:Key": key,
        "aws:kms/replicaKey:ReplicaKey": key,
        "aws:lb/loadBalancer:LoadBalancer": load_balancer,
        BUCKET: bucket,
        "aws:s3/bucketReplicationConfig:BucketReplicationConfig": replication,
        "aws:secretsmanager/secret:Secret": secret,
        "aws:wafv2/webAcl:WebAcl": firewall,
        NODE_POOL: nodes,
        "kubernetes:core/v1:PersistentVolumeClaim": claim,
        **dict.fromkeys(sorted(WORKLOADS), pods),
        "kubernetes:external-secrets.io/v1:ExternalSecret": external_secret,
    }
)
"""The pricer of each kind that costs something."""
