"""The settings that every bucket of ours has: private, encrypted, versioned, reached by TLS only."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam import Statement, deny_without_tls, document
from components.storage.lifecycle import LifecycleArgs, lifecycle_rules


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What differs from bucket to bucket.

    Attributes:
        region: region of the bucket.
        key_arn: KMS key; None encrypts with S3's own keys.
        lifecycle: how long objects live.
        statements: what the bucket's policy says besides the refusal of plain HTTP.
    """

    region: str
    key_arn: pulumi.Input[str] | None
    lifecycle: LifecycleArgs
    statements: Sequence[Statement] = ()


@dataclass(frozen=True, kw_only=True)
class Applied:
    """Settings that others have to wait for."""

    versioning: aws.s3.BucketVersioning
    policy: aws.s3.BucketPolicy


def apply_settings(name: str, bucket: aws.s3.Bucket, settings: Settings, opts: pulumi.ResourceOptions) -> Applied:
    """Create the resources that configure `bucket`."""
    region = settings.region
    block = aws.s3.BucketPublicAccessBlock(
        f"{name}-public-access",
        bucket=bucket.bucket,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        region=region,
        opts=opts,
    )
    aws.s3.BucketOwnershipControls(
        f"{name}-ownership",
        bucket=bucket.bucket,
        rule={"object_ownership": "BucketOwnerEnforced"},
        region=region,
        opts=opts,
    )
    versioning = aws.s3.BucketVersioning(
        f"{name}-versioning",
        bucket=bucket.bucket,
        versioning_configuration={"status": "Enabled"},
        region=region,
        opts=opts,
    )
    aws.s3.BucketServerSideEncryptionConfiguration(
        f"{name}-encryption", bucket=bucket.bucket, rules=[_encryption(settings.key_arn)], region=region, opts=opts
    )
    aws.s3.BucketLifecycleConfiguration(
        f"{name}-lifecycle",
        bucket=bucket.bucket,
        rules=lifecycle_rules(settings.lifecycle),
        region=region,
        opts=_after(opts, versioning),
    )
    everything = [bucket.arn, pulumi.Output.concat(bucket.arn, "/*")]
    policy = aws.s3.BucketPolicy(
        f"{name}-policy",
        bucket=bucket.bucket,
        policy=document(deny_without_tls(everything, "s3:*"), *settings.statements),
        region=region,
        opts=_after(opts, block),  # S3 refuses two changes of one bucket's access at the same time
    )
    return Applied(versioning=versioning, policy=policy)


def _encryption(
    key_arn: pulumi.Input[str] | None,
) -> aws.s3.BucketServerSideEncryptionConfigurationRuleArgsDict:
    if key_arn is None:
        return {"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}
    return {
        "apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms", "kms_master_key_id": key_arn},
        "bucket_key_enabled": True,  # one KMS request for many objects
    }


def _after(opts: pulumi.ResourceOptions, *resources: pulumi.Resource) -> pulumi.ResourceOptions:
    return pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=list(resources)))
