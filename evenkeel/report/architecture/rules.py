"""Which types of resources make which part of the picture."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from evenkeel.report.architecture.records import Lane, PartKind
from evenkeel.report.kinds import key

_COMPONENTS: Final[Mapping[str, PartKind]] = {
    "ApplicationLoadBalancer": PartKind.BALANCER,
    "NetworkLoadBalancer": PartKind.BALANCER,
    "WebAcl": PartKind.FIREWALL,
    "Bucket": PartKind.BUCKET,
    "LogBucket": PartKind.BUCKET,
    "Cache": PartKind.CACHE,
    "PullThroughCache": PartKind.REGISTRY,
    "Cluster": PartKind.CLUSTER,
    "InferenceService": PartKind.SERVICE,
    "ModelImport": PartKind.IMPORT,
    "KarpenterNodePool": PartKind.POOL,
    "ManagedNodePool": PartKind.POOL,
    "Karpenter": PartKind.CONTROLLER,
    "Keda": PartKind.CONTROLLER,
    "LeaderWorkerSetController": PartKind.CONTROLLER,
    "LoadBalancerController": PartKind.CONTROLLER,
    "ExternalSecrets": PartKind.CONTROLLER,
    "NvidiaDevicePlugin": PartKind.CONTROLLER,
    "NeuronDevicePlugin": PartKind.CONTROLLER,
    "EfaDevicePlugin": PartKind.CONTROLLER,
    "FpgaDevicePlugin": PartKind.CONTROLLER,
    "CustomResourceDefinitions": PartKind.DEFINITIONS,
    "Namespace": PartKind.NAMESPACE,
    "DefaultStorageClass": PartKind.VOLUMES,
    "Network": PartKind.VPC,
    "ExistingNetwork": PartKind.VPC,
    "PrivateEndpoints": PartKind.ENDPOINTS,
    "EncryptionKey": PartKind.KEYS,
    "WorkloadSecrets": PartKind.SECRETS,
}
"""By the name of a component of ours."""

_TYPES: Final[Mapping[str, PartKind]] = {
    "aws:lb/loadBalancer:LoadBalancer": PartKind.BALANCER,
    "aws:alb/loadBalancer:LoadBalancer": PartKind.BALANCER,
    "aws:apigatewayv2/api:Api": PartKind.BALANCER,
    "kubernetes:networking.k8s.io:Ingress": PartKind.BALANCER,
    "kubernetes:gateway.networking.k8s.io:Gateway": PartKind.BALANCER,
    "kubernetes:gateway.networking.k8s.io:HTTPRoute": PartKind.BALANCER,
    "aws:wafv2/webAcl:WebAcl": PartKind.FIREWALL,
    "aws:s3/bucket:Bucket": PartKind.BUCKET,
    "aws:s3/bucketV2:BucketV2": PartKind.BUCKET,
    "aws:elasticache/replicationGroup:ReplicationGroup": PartKind.CACHE,
    "aws:elasticache/cluster:Cluster": PartKind.CACHE,
    "aws:elasticache/serverlessCache:ServerlessCache": PartKind.CACHE,
    "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": PartKind.REGISTRY,
    "aws:ecr/repository:Repository": PartKind.REGISTRY,
    "aws:eks/cluster:Cluster": PartKind.CLUSTER,
    "aws:eks/nodeGroup:NodeGroup": PartKind.POOL,
    "aws:eks/addon:Addon": PartKind.ADD_ONS,
    "kubernetes:karpenter.sh:NodePool": PartKind.POOL,
    "kubernetes:apps:Deployment": PartKind.WORKLOAD,
    "kubernetes:apps:StatefulSet": PartKind.WORKLOAD,
    "kubernetes:leaderworkerset.x-k8s.io:LeaderWorkerSet": PartKind.WORKLOAD,
    "kubernetes:apps:DaemonSet": PartKind.CONTROLLER,
    "kubernetes:helm.sh:Release": PartKind.CONTROLLER,
    "kubernetes:core:Namespace": PartKind.NAMESPACE,
    "kubernetes:storage.k8s.io:StorageClass": PartKind.VOLUMES,
    "kubernetes:apiextensions.k8s.io:CustomResourceDefinition": PartKind.DEFINITIONS,
    "aws:ec2/vpc:Vpc": PartKind.VPC,
    "aws:ec2/subnet:Subnet": PartKind.ZONE,
    "aws:ec2/natGateway:NatGateway": PartKind.ZONE,
    "aws:ec2/vpcEndpoint:VpcEndpoint": PartKind.ENDPOINTS,
    "aws:kms/key:Key": PartKind.KEYS,
    "aws:secretsmanager/secret:Secret": PartKind.SECRETS,
    "kubernetes:external-secrets.io:ExternalSecret": PartKind.SECRETS,
    "kubernetes:external-secrets.io:SecretStore": PartKind.SECRETS,
    "aws:cloudwatch/logGroup:LogGroup": PartKind.LOGS,
    "aws:cloudwatch/metricAlarm:MetricAlarm": PartKind.ALARMS,
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": PartKind.ALARMS,
    "aws:cloudwatch/dashboard:Dashboard": PartKind.ALARMS,
    "aws:sns/topic:Topic": PartKind.ALARMS,
    "aws:sns/topicSubscription:TopicSubscription": PartKind.ALARMS,
    "aws:budgets/budget:Budget": PartKind.ALARMS,
    "kubernetes:monitoring.coreos.com:PrometheusRule": PartKind.ALARMS,
}
"""By type; Kubernetes kinds go without their version."""

_PREFIXES: Final[Mapping[str, PartKind]] = {"aws:backup/": PartKind.BACKUPS}

LANES: Final[Mapping[PartKind, Lane]] = {
    PartKind.CLIENTS: Lane.ENTRY,
    PartKind.CALLER: Lane.ENTRY,
    PartKind.FIREWALL: Lane.ENTRY,
    PartKind.BALANCER: Lane.ENTRY,
    PartKind.HUB: Lane.DATA,
    PartKind.STACK: Lane.DATA,
    PartKind.BUCKET: Lane.DATA,
    PartKind.CACHE: Lane.DATA,
    PartKind.REGISTRY: Lane.DATA,
    PartKind.CLUSTER: Lane.SERVICES,
    PartKind.SERVICE: Lane.SERVICES,
    PartKind.WORKLOAD: Lane.SERVICES,
    PartKind.IMPORT: Lane.SERVICES,
    PartKind.POOL: Lane.POOLS,
    PartKind.NODES: Lane.POOLS,
    PartKind.CONTROLLER: Lane.CONTROLLERS,
    PartKind.ADD_ONS: Lane.CONTROLLERS,
    PartKind.DEFINITIONS: Lane.CONTROLLERS,
    PartKind.NAMESPACE: Lane.CONTROLLERS,
    PartKind.VOLUMES: Lane.CONTROLLERS,
    PartKind.VPC: Lane.NETWORK,
    PartKind.ZONE: Lane.NETWORK,
    PartKind.ENDPOINTS: Lane.NETWORK,
    PartKind.KEYS: Lane.OPERATIONS,
    PartKind.SECRETS: Lane.OPERATIONS,
    PartKind.LOGS: Lane.OPERATIONS,
    PartKind.BACKUPS: Lane.OPERATIONS,
    PartKind.ALARMS: Lane.OPERATIONS,
    PartKind.OTHER: Lane.OPERATIONS,
}

GATHERED: Final = frozenset(
    {
        PartKind.REGISTRY,
        PartKind.IMPORT,
        PartKind.ADD_ONS,
        PartKind.DEFINITIONS,
        PartKind.VOLUMES,
        PartKind.ENDPOINTS,
        PartKind.KEYS,
        PartKind.SECRETS,
        PartKind.LOGS,
        PartKind.BACKUPS,
        PartKind.ALARMS,
        PartKind.OTHER,
    }
)
"""Kinds of which all resources make one part."""

INDEPENDENT: Final = frozenset(
    {
        PartKind.BUCKET,
        PartKind.POOL,
        PartKind.ADD_ONS,
        PartKind.ZONE,
        PartKind.ENDPOINTS,
        PartKind.KEYS,
        PartKind.LOGS,
        PartKind.BACKUPS,
        PartKind.ALARMS,
    }
)
"""Kinds that are parts of their own also inside another part, like the node group inside a cluster."""


@lru_cache(maxsize=1024)
def kind_of_part(token: str) -> PartKind | None:
    """Return what resources of a type make; None for those that only belong to something."""
    package, _, name = token.partition(":index:")
    if package == "evenkeel":
        return _COMPONENTS.get(name)
    found = _TYPES.get(key(token))
    return found or next((kind for prefix, kind in _PREFIXES.items() if token.startswith(prefix)), None)
