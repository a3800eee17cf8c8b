"""Storage makes a bucket and a key for each kind of data, and uses what exists."""

from dataclasses import replace
from typing import Any

import pytest

from components.storage import LifecycleArgs, Storage, StorageArgs, StoredDataArgs
from tests.components.conftest import Record, Recording

DATA = StoredDataArgs(
    existing_bucket=None,
    existing_key_arn=None,
    lifecycle=LifecycleArgs(expire_days=None, noncurrent_days=30, tiering_days=None),
    replicate=False,
    object_lock_days=None,
)
ARGS = StorageArgs(
    account_id="123456789012",
    region="us-east-1",
    data={"datasets": DATA, "models": DATA, "checkpoints": DATA, "feedback": DATA},
    log_bucket=None,
    log_retention_days=365,
    replica_region=None,
    key_prefix="evenkeel-test",
    key_deletion_window_days=30,
    protect=True,
    tags={"environment": "test"},
)
BUCKET = "aws:s3/bucket:Bucket"
KEY = "aws:kms/key:Key"


def _new(record: Record, **changes: Any) -> tuple[Storage, Recording]:
    made: list[Storage] = []
    recording = record(lambda: made.append(Storage("data", replace(ARGS, **changes))))
    return made[0], recording


def test_each_kind_of_data_has_its_own_bucket_and_key(record: Record) -> None:
    storage, recording = _new(record)
    assert set(storage.bucket_names) == {"datasets", "models", "checkpoints", "feedback", "logs"}
    assert set(storage.bucket_arns) == set(storage.bucket_names)
    assert set(storage.key_arns) == set(ARGS.data)
    assert len(recording.of_type(BUCKET)) == 5
    aliases = {str(alias.inputs["name"]) for alias in recording.of_type("aws:kms/alias:Alias")}
    assert aliases == {f"alias/evenkeel-test-{kind}" for kind in ARGS.data}


def test_everything_that_holds_data_is_protected(record: Record) -> None:
    _, recording = _new(record)
    assert all(resource.protect for token in (BUCKET, KEY) for resource in recording.of_type(token))


def test_existing_bucket_and_key_are_used_as_they_are(record: Record) -> None:
    key = "arn:aws:kms:us-east-1:123456789012:key/ours"
    existing = replace(DATA, existing_bucket="our-models", existing_key_arn=key)
    storage, recording = _new(record, data={"models": existing})
    assert recording.names(BUCKET) == ["data-logs-bucket"]
    assert not recording.of_type(KEY)
    assert set(storage.key_arns) == {"models"}


def test_new_bucket_can_use_an_existing_key(record: Record) -> None:
    key = "arn:aws:kms:us-east-1:123456789012:key/ours"
    _, recording = _new(record, data={"models": replace(DATA, existing_key_arn=key)})
    assert not recording.of_type(KEY)
    token = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
    rule = recording.inputs(token, "data-models-encryption")["rules"][0]
    assert rule["applyServerSideEncryptionByDefault"]["kmsMasterKeyId"] == key


def test_existing_log_bucket_takes_the_access_logs(record: Record) -> None:
    _, recording = _new(record, data={"models": DATA}, log_bucket="our-logs")
    assert recording.names(BUCKET) == ["data-models-bucket"]
    assert recording.inputs("aws:s3/bucketLogging:BucketLogging")["targetBucket"] == "our-logs"


def test_replicated_data_has_copy_key_and_logs_in_the_other_region(record: Record) -> None:
    data = {"models": replace(DATA, replicate=True), "datasets": DATA}
    _, recording = _new(record, data=data, replica_region="us-west-2")
    elsewhere = {r.name for r in recording.plan.resources if r.inputs.get("region") == "us-west-2"}
    assert {"data-models-replica-bucket", "data-models-replica-key-key", "data-replica-logs-bucket"} <= elsewhere
    assert not [name for name in elsewhere if "datasets" in name]


def test_replication_without_a_region_is_refused(record: Record) -> None:
    with pytest.raises(ValueError, match="replica_region: none given, but models shall be replicated"):
        _new(record, data={"models": replace(DATA, replicate=True)})


def test_data_named_like_the_log_bucket_is_refused(record: Record) -> None:
    with pytest.raises(ValueError, match="data: 'logs' is the bucket of access logs"):
        _new(record, data={"logs": DATA})
