"""What is said of buckets, caches, the image cache, keys, logs and secrets."""

from __future__ import annotations

from typing import Final

from evenkeel.model import Resource
from evenkeel.report.architecture.context import Context
from evenkeel.report.architecture.inputs import counted
from evenkeel.report.architecture.membership import Member

BUCKETS: Final = ("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2")
_ENCRYPTION: Final = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
_VERSIONING: Final = "aws:s3/bucketVersioning:BucketVersioning"
_REPLICATION: Final = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"


def bucket(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of a bucket, its copy in another region included."""
    inputs = context.inputs
    versions = member.typed(_VERSIONING)
    versioned = any(inputs.word(each, "versioningConfiguration.status") == "Enabled" for each in versions)
    ways = [
        way
        for each in member.typed(_ENCRYPTION)
        for way in inputs.words(each, "rules[].applyServerSideEncryptionByDefault.sseAlgorithm")
    ]
    properties = ["versioned"] if versioned else []
    properties += ["KMS key"] if "aws:kms" in ways else ["S3's own key"] if ways else []
    copies = [source for each in member.typed(_REPLICATION) for source in _copies(each, context)]
    return context.plain_name(member), [", ".join(properties), *copies]


def _copies(replication: Resource, context: Context) -> list[str]:
    targets = [source for name, source in context.sources(replication) if name == "rules" and source.type in BUCKETS]
    regions = [context.inputs.word(target, "region") for target in targets]
    return [f"copied to {region}" for region in dict.fromkeys(regions) if region] or ["copied to another bucket"]


def cache(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of a cache."""
    inputs = context.inputs
    for found in member.typed("aws:elasticache/replicationGroup:ReplicationGroup", "aws:elasticache/cluster:Cluster"):
        engine = [inputs.word(found, "engine"), inputs.word(found, "engineVersion")]
        nodes = inputs.word(found, "numCacheClusters") or inputs.word(found, "numCacheNodes")
        kind = inputs.word(found, "nodeType")
        size = f"{nodes} nodes of {kind}" if nodes and kind else kind
        safe = [
            words
            for path, words in (("transitEncryptionEnabled", "TLS"), ("automaticFailoverEnabled", "failover"))
            if inputs.word(found, path) == "true"
        ]
        return context.plain_name(member), [" ".join(filter(None, engine)), size, ", ".join(safe)]
    return context.plain_name(member), []


def registry(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of what keeps container images."""
    rules = member.typed("aws:ecr/pullThroughCacheRule:PullThroughCacheRule")
    upstream = [found for rule in rules if (found := context.inputs.word(rule, "upstreamRegistryUrl"))]
    own = member.typed("aws:ecr/repository:Repository")
    if not rules:
        return "Image repositories", [counted(len(own), "repository").replace("repositorys", "repositories")]
    return "Image cache", [f"copies {', '.join(upstream)}"] if upstream else [counted(len(rules), "rule")]


def keys(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of encryption keys."""
    found = member.typed("aws:kms/key:Key")
    rotated = sum(context.inputs.word(each, "enableKeyRotation") == "true" for each in found)
    return "Encryption keys", [counted(len(found), "KMS key"), f"{rotated} rotated" if rotated else ""]


def logs(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of log groups."""
    found = member.typed("aws:cloudwatch/logGroup:LogGroup")
    days = sorted({day for each in found if (day := context.inputs.word(each, "retentionInDays")).isdecimal()}, key=int)
    kept = f"kept {days[0]} days" if len(days) == 1 else f"kept {days[0]} to {days[-1]} days" if days else ""
    return "Logs", [counted(len(found), "log group"), kept]


def secrets(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of secrets: how many, never what they are."""
    del context
    stored = len(member.typed("aws:secretsmanager/secret:Secret"))
    brought = len(member.typed("kubernetes:external-secrets.io:ExternalSecret"))
    lines = [counted(stored, "secret") + " in Secrets Manager" if stored else ""]
    return "Secrets", [*lines, f"{brought} brought by External Secrets" if brought else ""]
