"""Buckets: one for each kind of data, new or existing."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag

from evenkeel.spec.section import Default, Integer, Section
from evenkeel.spec.union import new_or_existing
from evenkeel.spec.values import BucketArn, BucketName, KeyArn, Region

BucketPurpose: TypeAlias = Literal["datasets", "models", "checkpoints", "feedback", "logs"]
BUCKET_PURPOSES: Final[tuple[BucketPurpose, ...]] = ("datasets", "models", "checkpoints", "feedback", "logs")

_Days: TypeAlias = Annotated[Integer, Field(ge=1)]


class Lifecycle(Section):
    """How objects age, in days after they were written; what is left out never happens.

    Attributes:
        infrequent_access_after_days: to Standard-IA; S3 takes 30 at least.
        archive_after_days: to Glacier Instant Retrieval.
        expire_after_days: deleted.
        noncurrent_expire_after_days: replaced and deleted versions are removed for good.
        abort_uploads_after_days: unfinished multipart uploads are removed.
    """

    infrequent_access_after_days: Annotated[Integer, Field(ge=30)] | None = None
    archive_after_days: Annotated[Integer, Field(ge=30)] | None = None
    expire_after_days: _Days | None = None
    noncurrent_expire_after_days: Annotated[_Days, Default(dev=7, staging=30, prod=90)]
    abort_uploads_after_days: _Days = 7


class Replication(Section):
    """A second copy of every object in another bucket, which exists already.

    Attributes:
        destination_arn: the bucket; versioning must be on there.
        destination_region: its region.
        destination_key_arn: the KMS key that encrypts the copies.
    """

    destination_arn: BucketArn
    destination_region: Region
    destination_key_arn: KeyArn


class NewBucket(Section):
    """A bucket to make: encrypted, versioned, private, TLS only.

    Attributes:
        lifecycle: how its objects age.
        replication: a second copy elsewhere.
    """

    lifecycle: Annotated[Lifecycle, Default({})]
    replication: Replication | None = None


class ExistingBucket(Section):
    """A bucket that the stack uses and does not change.

    Attributes:
        existing: its name.
        key_arn: the KMS key that encrypts it, if it is not Amazon S3's own.
    """

    existing: BucketName
    key_arn: KeyArn | None = None


Bucket: TypeAlias = Annotated[
    Annotated[NewBucket, Tag("union:new")] | Annotated[ExistingBucket, Tag("union:existing")],
    Discriminator(new_or_existing),
]


class Storage(Section):
    """The buckets.

    Attributes:
        datasets: training data.
        models: weights that are served.
        checkpoints: state of training runs.
        feedback: what users sent and rated, for fine-tuning.
        logs: access logs of buckets and load balancers.
    """

    datasets: Annotated[
        Bucket,
        Default(
            dev={"lifecycle": {"expireAfterDays": 30}},
            staging={"lifecycle": {"infrequentAccessAfterDays": 30}},
            prod={"lifecycle": {"infrequentAccessAfterDays": 60, "archiveAfterDays": 180}},
        ),
    ]
    models: Annotated[Bucket, Default({"lifecycle": {}})]
    checkpoints: Annotated[
        Bucket,
        Default(
            dev={"lifecycle": {"expireAfterDays": 7}},
            staging={"lifecycle": {"expireAfterDays": 30}},
            prod={"lifecycle": {"infrequentAccessAfterDays": 30, "expireAfterDays": 180}},
        ),
    ]
    feedback: Annotated[
        Bucket,
        Default(
            dev={"lifecycle": {"expireAfterDays": 30}},
            staging={"lifecycle": {"expireAfterDays": 90}},
            prod={"lifecycle": {"infrequentAccessAfterDays": 30, "expireAfterDays": 365}},
        ),
    ]
    logs: Annotated[
        Bucket,
        Default(
            dev={"lifecycle": {"expireAfterDays": 14}},
            staging={"lifecycle": {"expireAfterDays": 90}},
            prod={"lifecycle": {"infrequentAccessAfterDays": 30, "expireAfterDays": 400}},
        ),
    ]
