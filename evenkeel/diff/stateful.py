"""Kinds that hold what nobody can make again: data, keys, or everything inside them."""

from __future__ import annotations

from typing import Final

from evenkeel.diff.tokens import kind

STATEFUL: Final = frozenset(
    {
        "aws:amp/workspace:Workspace",
        "aws:backup/vault:Vault",
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:cognito/userPool:UserPool",
        "aws:dynamodb/table:Table",
        "aws:ebs/snapshot:Snapshot",
        "aws:ebs/volume:Volume",
        "aws:ecr/repository:Repository",
        "aws:efs/fileSystem:FileSystem",
        "aws:eks/cluster:Cluster",
        "aws:elasticache/cluster:Cluster",
        "aws:elasticache/replicationGroup:ReplicationGroup",
        "aws:fsx/lustreFileSystem:LustreFileSystem",
        "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
        "aws:kinesis/stream:Stream",
        "aws:kms/key:Key",
        "aws:memorydb/cluster:Cluster",
        "aws:opensearch/domain:Domain",
        "aws:rds/cluster:Cluster",
        "aws:rds/instance:Instance",
        "aws:route53/zone:Zone",
        "aws:s3/bucket:Bucket",
        "aws:s3/bucketObject:BucketObject",
        "aws:secretsmanager/secret:Secret",
        "aws:sqs/queue:Queue",
        "aws:ssm/parameter:Parameter",
        "kubernetes:apiextensions.k8s.io:CustomResourceDefinition",
        "kubernetes:apps:StatefulSet",
        "kubernetes:core:Namespace",
        "kubernetes:core:PersistentVolume",
        "kubernetes:core:PersistentVolumeClaim",
        "kubernetes:core:Secret",
    }
)
"""By key of the type; a definition of custom resources and a namespace take all objects in them along."""


def is_stateful(token: str) -> bool:
    """Tell whether replacing or deleting a resource of this type loses data."""
    return kind(token) in STATEFUL
