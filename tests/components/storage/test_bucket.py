"""A bucket is private, encrypted, versioned, logged, reached by TLS only, and copied where asked for."""

from dataclasses import replace
from typing import Any

import pytest

from components.storage import (
    Bucket,
    BucketArgs,
    BucketOutputs,
    ExistingBucket,
    ExistingBucketArgs,
    LifecycleArgs,
    LogBucket,
    LogBucketArgs,
    ReplicationArgs,
)
from tests.components.conftest import Record, Recording

ACCOUNT = "123456789012"
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/models"
REPLICA_KEY = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/models-replica"
ARGS = BucketArgs(
    account_id=ACCOUNT,
    region="eu-west-1",
    key_arn=KEY,
    lifecycle=LifecycleArgs(expire_days=None, noncurrent_days=90, tiering_days=30),
    log_bucket="logs",
    object_lock_days=None,
    replication=None,
    protect=True,
    tags={"environment": "test"},
)
COPY = ReplicationArgs(region="eu-central-1", key_arn=REPLICA_KEY, log_bucket="replica-logs")
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"


def _new(record: Record, **changes: Any) -> Recording:
    return record(lambda: Bucket("models", replace(ARGS, **changes)))


def _rules(recording: Recording) -> dict[str, Any]:
    return {rule["id"]: rule for rule in recording.inputs(LIFECYCLE)["rules"]}


def test_objects_are_encrypted_with_the_given_key_and_a_bucket_key(record: Record) -> None:
    token = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
    rule = _new(record).inputs(token)["rules"][0]
    assert rule["applyServerSideEncryptionByDefault"] == {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY}
    assert rule["bucketKeyEnabled"] is True


def test_public_access_is_blocked_in_all_four_ways(record: Record) -> None:
    block = _new(record).inputs("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
    assert [
        block[key] for key in ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    ] == [True] * 4


def test_access_control_lists_are_off_and_versions_are_kept(record: Record) -> None:
    recording = _new(record)
    ownership = recording.inputs("aws:s3/bucketOwnershipControls:BucketOwnershipControls")
    assert ownership["rule"] == {"objectOwnership": "BucketOwnerEnforced"}
    versioning = recording.inputs("aws:s3/bucketVersioning:BucketVersioning")
    assert versioning["versioningConfiguration"] == {"status": "Enabled"}


def test_policy_refuses_plain_http_and_is_readable_while_the_bucket_is_unknown(record: Record) -> None:
    statement = _new(record).inputs(POLICY)["policy"]["Statement"][0]
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", "s3:*")
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert len(statement["Resource"]) == 2


def test_access_is_logged(record: Record) -> None:
    logging = _new(record).inputs("aws:s3/bucketLogging:BucketLogging")
    assert (logging["targetBucket"], logging["targetPrefix"]) == ("logs", "s3/models/")


def test_unfinished_uploads_and_old_versions_go(record: Record) -> None:
    rules = _rules(_new(record))
    assert rules["abort-unfinished-uploads"]["abortIncompleteMultipartUpload"] == {"daysAfterInitiation": 7}
    assert rules["expire-old-versions"]["noncurrentVersionExpiration"] == {"noncurrentDays": 90}
    assert rules["tier-by-access"]["transitions"] == [{"days": 30, "storageClass": "INTELLIGENT_TIERING"}]
    assert all(rule["status"] == "Enabled" for rule in rules.values())


def test_objects_without_an_expiry_stay(record: Record) -> None:
    assert not [rule for rule in _rules(_new(record)).values() if "days" in rule.get("expiration", {})]


def test_objects_with_an_expiry_go(record: Record) -> None:
    lifecycle = LifecycleArgs(expire_days=14, noncurrent_days=7, tiering_days=None)
    rules = _rules(_new(record, lifecycle=lifecycle))
    assert rules["expire-objects"]["expiration"] == {"days": 14}
    assert "tier-by-access" not in rules


def test_objects_that_go_before_they_would_move_are_not_moved(record: Record) -> None:
    lifecycle = LifecycleArgs(expire_days=30, noncurrent_days=7, tiering_days=30)
    rules = _rules(_new(record, lifecycle=lifecycle))
    assert "expire-objects" in rules
    assert "tier-by-access" not in rules


@pytest.mark.parametrize("protect", [True, False])
def test_bucket_is_protected_as_decided(record: Record, *, protect: bool) -> None:
    recording = _new(record, protect=protect, replication=COPY)
    assert [bucket.protect for bucket in recording.of_type("aws:s3/bucket:Bucket")] == [protect] * 2


def test_locked_bucket_keeps_versions_for_the_time_given(record: Record) -> None:
    recording = _new(record, object_lock_days=30)
    assert recording.inputs("aws:s3/bucket:Bucket")["objectLockEnabled"] is True
    lock = recording.inputs("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")
    assert lock["rule"] == {"defaultRetention": {"mode": "GOVERNANCE", "days": 30}}


def test_unlocked_bucket_has_no_lock(record: Record) -> None:
    assert "objectLockEnabled" not in _new(record).inputs("aws:s3/bucket:Bucket")


def test_replica_stands_in_the_other_region_with_its_own_key_and_the_same_settings(record: Record) -> None:
    recording = _new(record, replication=COPY)
    replicas = [r for r in recording.plan.resources if r.name.startswith("models-replica-")]
    assert {str(r.inputs["region"]) for r in replicas} == {"eu-central-1"}
    originals = {r.type for r in recording.plan.resources if r.type.startswith("aws:s3/")}
    assert originals - {r.type for r in replicas} == {"aws:s3/bucketReplicationConfig:BucketReplicationConfig"}
    rule = recording.inputs("aws:s3/bucketReplicationConfig:BucketReplicationConfig")["rules"][0]
    assert rule["destination"]["encryptionConfiguration"] == {"replicaKmsKeyId": REPLICA_KEY}
    assert rule["sourceSelectionCriteria"] == {"sseKmsEncryptedObjects": {"status": "Enabled"}}


def test_replication_starts_when_both_sides_have_versions(record: Record) -> None:
    replication = _new(record, replication=COPY).of_type("aws:s3/bucketReplicationConfig:BucketReplicationConfig")[0]
    names = {urn.rsplit("::", 1)[-1] for urn in replication.dependencies}
    assert {"models-versioning", "models-replica-versioning"} <= names


def test_replication_role_reads_here_and_writes_there_only(record: Record) -> None:
    recording = _new(record, replication=COPY)
    trust = recording.inputs("aws:iam/role:Role")["assumeRolePolicy"]["Statement"][0]
    assert trust["Principal"] == {"Service": ["s3.amazonaws.com"]}
    statements = recording.inputs("aws:iam/rolePolicy:RolePolicy")["policy"]["Statement"]
    keys = {statement["Sid"]: statement for statement in statements}
    assert keys["DecryptObjects"]["Resource"] == [KEY]
    assert keys["EncryptCopies"]["Resource"] == [REPLICA_KEY]
    assert keys["EncryptCopies"]["Condition"] == {"StringEquals": {"kms:ViaService": "s3.eu-central-1.amazonaws.com"}}
    assert all("*" not in statement["Resource"] for statement in statements)
    assert not [action for statement in statements for action in statement["Action"] if action.endswith("*")]


def test_replication_into_the_same_region_is_refused(record: Record) -> None:
    with pytest.raises(ValueError, match=r"replication\.region: eu-west-1 is the bucket's own region"):
        _new(record, replication=replace(COPY, region="eu-west-1"))


def test_existing_bucket_makes_nothing(record: Record) -> None:
    made: list[BucketOutputs] = []
    recording = record(lambda: made.append(ExistingBucket("models", ExistingBucketArgs(bucket_name="our-models"))))
    assert [resource.type for resource in recording.plan.resources] == ["evenkeel:index:ExistingBucket"]


def test_log_bucket_lets_each_log_service_write_below_its_own_prefix(record: Record) -> None:
    args = LogBucketArgs(account_id=ACCOUNT, region="eu-west-1", retention_days=90, protect=True, tags={})
    recording = record(lambda: LogBucket("logs", args))
    statements = recording.inputs(POLICY)["policy"]["Statement"]
    assert statements[0]["Effect"] == "Deny"
    writers = {s["Principal"]["Service"][0] for s in statements[1:] if s["Action"] == ["s3:PutObject"]}
    assert writers == {
        "logging.s3.amazonaws.com",
        "logdelivery.elasticloadbalancing.amazonaws.com",
        "delivery.logs.amazonaws.com",
    }


def test_log_bucket_uses_keys_of_s3_and_forgets_in_time(record: Record) -> None:
    args = LogBucketArgs(account_id=ACCOUNT, region="eu-west-1", retention_days=90, protect=True, tags={})
    recording = record(lambda: LogBucket("logs", args))
    token = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
    rule = recording.inputs(token)["rules"][0]
    assert rule == {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}
    assert _rules(recording)["expire-objects"]["expiration"] == {"days": 90}
    assert not recording.of_type("aws:s3/bucketLogging:BucketLogging")
