"""A new bucket for one kind of data."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.storage.lifecycle import LifecycleArgs
from components.storage.log_bucket import BUCKET_LOG_PREFIX
from components.storage.outputs import BucketOutputs
from components.storage.replication import Side, replicate
from components.storage.settings import Applied, Settings, apply_settings


@dataclass(frozen=True, kw_only=True)
class ReplicationArgs:
    """Where a bucket's objects are copied to.

    Attributes:
        region: region of the copies, different from the bucket's.
        key_arn: KMS key of the copies, in that region.
        log_bucket: bucket of that region for the copies' access logs.
    """

    region: str
    key_arn: pulumi.Input[str]
    log_bucket: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class BucketArgs:
    """What a `Bucket` needs.

    Attributes:
        account_id: AWS account of the bucket.
        region: region of the bucket.
        key_arn: KMS key of the objects, which lets S3 in.
        lifecycle: how long objects live.
        log_bucket: bucket of the same region that takes the access logs.
        object_lock_days: days for which no version can be deleted without a special permission (governance mode);
            None leaves versions unlocked. It can be set when a bucket is created only.
        replication: where objects are copied to; None makes no copies.
        protect: refuse to delete the bucket.
        tags: tags of the bucket.
    """

    account_id: str
    region: str
    key_arn: pulumi.Input[str]
    lifecycle: LifecycleArgs
    log_bucket: pulumi.Input[str]
    object_lock_days: int | None
    replication: ReplicationArgs | None
    protect: bool
    tags: dict[str, str]


class Bucket(pulumi.ComponentResource, BucketOutputs):
    """A private, encrypted, versioned bucket with access logs, and with copies in another region if asked for."""

    replica_bucket_name: pulumi.Output[str] | None

    def __init__(self, name: str, args: BucketArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:Bucket", name, None, opts)
        if args.replication is not None and args.replication.region == args.region:
            raise ValueError(f"replication.region: {args.region} is the bucket's own region; give another one")
        bucket, applied = self._bucket(name, args, args.region, args.key_arn, args.log_bucket)
        self.replica_bucket_name = None
        if args.replication is not None:
            copy = args.replication
            replica, replica_applied = self._bucket(f"{name}-replica", args, copy.region, copy.key_arn, copy.log_bucket)
            replicate(
                name,
                Side(bucket=bucket, region=args.region, key_arn=args.key_arn),
                Side(bucket=replica, region=copy.region, key_arn=copy.key_arn),
                account_id=args.account_id,
                tags=args.tags,
                opts=pulumi.ResourceOptions(parent=self, depends_on=[applied.versioning, replica_applied.versioning]),
            )
            self.replica_bucket_name = replica.bucket
        self.bucket_name = bucket.bucket
        self.bucket_arn = bucket.arn
        self.register_outputs(
            {
                "bucket_name": self.bucket_name,
                "bucket_arn": self.bucket_arn,
                "replica_bucket_name": self.replica_bucket_name,
            }
        )

    def _bucket(
        self,
        name: str,
        args: BucketArgs,
        region: str,
        key_arn: pulumi.Input[str],
        log_bucket: pulumi.Input[str],
    ) -> tuple[aws.s3.Bucket, Applied]:
        child = pulumi.ResourceOptions(parent=self)
        bucket = aws.s3.Bucket(
            f"{name}-bucket",
            object_lock_enabled=True if args.object_lock_days is not None else None,
            region=region,
            tags=args.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        settings = Settings(region=region, key_arn=key_arn, lifecycle=args.lifecycle)
        applied = apply_settings(name, bucket, settings, child)
        aws.s3.BucketLogging(
            f"{name}-logging",
            bucket=bucket.bucket,
            target_bucket=log_bucket,
            target_prefix=f"{BUCKET_LOG_PREFIX}/{name}/",
            region=region,
            opts=child,
        )
        if args.object_lock_days is not None:
            aws.s3.BucketObjectLockConfiguration(
                f"{name}-lock",
                bucket=bucket.bucket,
                object_lock_enabled="Enabled",
                rule={"default_retention": {"mode": "GOVERNANCE", "days": args.object_lock_days}},
                region=region,
                opts=pulumi.ResourceOptions(parent=self, depends_on=[applied.versioning]),
            )
        return bucket, applied
