"""The buckets of a platform, new or existing."""

from components.platform.encryption_keys import deletion_window_days
from components.platform.scope import AwsScope
from components.storage import LifecycleArgs, Storage, StorageArgs, StoredDataArgs
from evenkeel.spec import Bucket, ExistingBucket


def make_storage(scope: AwsScope) -> Storage:
    """Make the buckets for datasets, models, checkpoints, feedback and logs."""
    platform, target = scope.platform, scope.target
    section = platform.storage
    assert section is not None, "the spec fills in storage wherever infrastructure is made"
    purposes: dict[str, Bucket] = {
        "datasets": section.datasets,
        "models": section.models,
        "checkpoints": section.checkpoints,
        "feedback": section.feedback,
    }
    return Storage(
        "storage",
        StorageArgs(
            account_id=target.account_id,
            region=target.region,
            data={purpose: _stored_data(bucket) for purpose, bucket in purposes.items()},
            log_bucket=section.logs.existing,
            log_retention_days=section.logs.retention_days,
            replica_region=section.replica_region,
            key_prefix=platform.full_name,
            key_deletion_window_days=deletion_window_days(platform),
            protect=platform.protect,
            tags=scope.tags,
        ),
        scope.opts,
    )


def _stored_data(bucket: Bucket) -> StoredDataArgs:
    if isinstance(bucket, ExistingBucket):
        # Nothing of an existing bucket is changed, so its lifecycle here has no effect.
        kept = LifecycleArgs(expire_days=None, noncurrent_days=1, tiering_days=None)
        return StoredDataArgs(
            existing_bucket=bucket.existing,
            existing_key_arn=bucket.key_arn,
            lifecycle=kept,
            replicate=False,
            object_lock_days=None,
        )
    return StoredDataArgs(
        existing_bucket=None,
        existing_key_arn=None,
        lifecycle=LifecycleArgs(
            expire_days=bucket.lifecycle.expire_after_days,
            noncurrent_days=bucket.lifecycle.noncurrent_expire_after_days,
            tiering_days=bucket.lifecycle.tiering_after_days,
        ),
        replicate=bucket.replicate,
        object_lock_days=None,
    )
