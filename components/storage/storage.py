"""The platform's buckets, each with a key of its own."""

from dataclasses import dataclass

import pulumi

from components.encryption import EncryptionKey, EncryptionKeyArgs
from components.storage.bucket import Bucket, BucketArgs, ReplicationArgs
from components.storage.existing import ExistingBucket, ExistingBucketArgs
from components.storage.lifecycle import LifecycleArgs
from components.storage.log_bucket import LogBucket, LogBucketArgs
from components.storage.outputs import BucketOutputs

LOGS = "logs"
KEY_SERVICES = ["s3", "backup", "fsx", "firehose"]
"""Services that read or write the data: S3 itself, its backups, Lustre's data repository, and the feedback stream."""


@dataclass(frozen=True, kw_only=True)
class StoredDataArgs:
    """How one kind of data is stored.

    Attributes:
        existing_bucket: name of a bucket to use as it is; None makes one.
        existing_key_arn: key to use: of the existing bucket (None if it has none), or of a new one (None makes one).
        lifecycle: how long objects of a new bucket live.
        replicate: copy the objects of a new bucket to the replica region.
        object_lock_days: days for which versions in a new bucket are locked; None leaves them unlocked.
    """

    existing_bucket: str | None
    existing_key_arn: str | None
    lifecycle: LifecycleArgs
    replicate: bool
    object_lock_days: int | None


@dataclass(frozen=True, kw_only=True)
class StorageArgs:
    """What `Storage` needs.

    Attributes:
        account_id: AWS account of the buckets.
        region: region of the buckets.
        data: kinds of data by name: `datasets`, `models`, `checkpoints` and `feedback` for example, not `logs`.
        log_bucket: existing bucket that takes access logs of buckets and load balancers; None makes one. Its
            policy must let their services write below `s3/`, `alb/` and `nlb/`.
        log_retention_days: days that access logs are kept in a new bucket.
        replica_region: region of the copies; needed if any kind of data is replicated.
        key_prefix: prefix of the keys' aliases; unique in the account.
        key_deletion_window_days: days between a key's deletion and its effect, 7 to 30.
        protect: refuse to delete buckets and keys.
        tags: tags of all resources.
    """

    account_id: str
    region: str
    data: dict[str, StoredDataArgs]
    log_bucket: str | None
    log_retention_days: int
    replica_region: str | None
    key_prefix: str
    key_deletion_window_days: int
    protect: bool
    tags: dict[str, str]


class Storage(pulumi.ComponentResource):
    """A bucket and a key for each kind of data, and one bucket for their access logs."""

    bucket_names: dict[str, pulumi.Output[str]]
    bucket_arns: dict[str, pulumi.Output[str]]
    key_arns: dict[str, pulumi.Output[str]]

    def __init__(self, name: str, args: StorageArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:Storage", name, None, opts)
        _check(args)
        buckets: dict[str, BucketOutputs] = {}
        self.key_arns = {}
        logs = self._logs(name, args)
        replica_logs: BucketOutputs | None = None
        if args.replica_region is not None and any(_replicated(stored) for stored in args.data.values()):
            replica_logs = self._log_bucket(f"{name}-replica-{LOGS}", args, args.replica_region)
        for kind, stored in args.data.items():
            child_name = f"{name}-{kind}"
            if stored.existing_bucket is not None:
                existing = ExistingBucketArgs(bucket_name=stored.existing_bucket)
                buckets[kind] = ExistingBucket(child_name, existing, pulumi.ResourceOptions(parent=self))
                if stored.existing_key_arn is not None:
                    self.key_arns[kind] = pulumi.Output.from_input(stored.existing_key_arn)
                continue
            self.key_arns[kind] = self._key(child_name, kind, args, stored)
            replication = self._replication(child_name, kind, args, replica_logs) if stored.replicate else None
            buckets[kind] = Bucket(
                child_name,
                BucketArgs(
                    account_id=args.account_id,
                    region=args.region,
                    key_arn=self.key_arns[kind],
                    lifecycle=stored.lifecycle,
                    log_bucket=logs.bucket_name,
                    object_lock_days=stored.object_lock_days,
                    replication=replication,
                    protect=args.protect,
                    tags=args.tags,
                ),
                pulumi.ResourceOptions(parent=self),
            )
        buckets[LOGS] = logs
        self.bucket_names = {kind: bucket.bucket_name for kind, bucket in buckets.items()}
        self.bucket_arns = {kind: bucket.bucket_arn for kind, bucket in buckets.items()}
        self.register_outputs(
            {"bucket_names": self.bucket_names, "bucket_arns": self.bucket_arns, "key_arns": self.key_arns}
        )

    def _logs(self, name: str, args: StorageArgs) -> BucketOutputs:
        if args.log_bucket is not None:
            existing = ExistingBucketArgs(bucket_name=args.log_bucket)
            return ExistingBucket(f"{name}-{LOGS}", existing, pulumi.ResourceOptions(parent=self))
        return self._log_bucket(f"{name}-{LOGS}", args, args.region)

    def _log_bucket(self, name: str, args: StorageArgs, region: str) -> BucketOutputs:
        return LogBucket(
            name,
            LogBucketArgs(
                account_id=args.account_id,
                region=region,
                retention_days=args.log_retention_days,
                protect=args.protect,
                tags=args.tags,
            ),
            pulumi.ResourceOptions(parent=self),
        )

    def _key(self, name: str, kind: str, args: StorageArgs, stored: StoredDataArgs) -> pulumi.Output[str]:
        if stored.existing_key_arn is not None:
            return pulumi.Output.from_input(stored.existing_key_arn)
        return self._new_key(f"{name}-key", f"{args.key_prefix}-{kind}", args, args.region)

    def _new_key(self, name: str, alias: str, args: StorageArgs, region: str) -> pulumi.Output[str]:
        key = EncryptionKey(
            name,
            EncryptionKeyArgs(
                alias=alias,
                description=f"Objects of {alias}",
                account_id=args.account_id,
                region=region,
                services=KEY_SERVICES,
                deletion_window_days=args.key_deletion_window_days,
                protect=args.protect,
                tags=args.tags,
            ),
            pulumi.ResourceOptions(parent=self),
        )
        return key.key_arn

    def _replication(
        self, name: str, kind: str, args: StorageArgs, logs: BucketOutputs | None
    ) -> ReplicationArgs | None:
        if args.replica_region is None or logs is None:
            return None
        key_arn = self._new_key(f"{name}-replica-key", f"{args.key_prefix}-{kind}-replica", args, args.replica_region)
        return ReplicationArgs(region=args.replica_region, key_arn=key_arn, log_bucket=logs.bucket_name)


def _replicated(stored: StoredDataArgs) -> bool:
    return stored.replicate and stored.existing_bucket is None


def _check(args: StorageArgs) -> None:
    if LOGS in args.data:
        raise ValueError(f"data: {LOGS!r} is the bucket of access logs; name one with log_bucket instead")
    copied = [kind for kind, stored in args.data.items() if _replicated(stored)]
    if copied and args.replica_region is None:
        raise ValueError(f"replica_region: none given, but {', '.join(copied)} shall be replicated; give a region")
