"""Storage: buckets for data sets, models, checkpoints, feedback and logs."""

from components.storage.bucket import Bucket, BucketArgs, ReplicationArgs
from components.storage.existing import ExistingBucket, ExistingBucketArgs
from components.storage.lifecycle import LifecycleArgs
from components.storage.log_bucket import ALB_LOG_PREFIX, NLB_LOG_PREFIX, LogBucket, LogBucketArgs
from components.storage.outputs import BucketOutputs
from components.storage.storage import Storage, StorageArgs, StoredDataArgs

__all__ = [
    "ALB_LOG_PREFIX",
    "NLB_LOG_PREFIX",
    "Bucket",
    "BucketArgs",
    "BucketOutputs",
    "ExistingBucket",
    "ExistingBucketArgs",
    "LifecycleArgs",
    "LogBucket",
    "LogBucketArgs",
    "ReplicationArgs",
    "Storage",
    "StorageArgs",
    "StoredDataArgs",
]
