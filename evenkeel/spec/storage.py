"""Buckets: one for each kind of data, new or existing."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from evenkeel.spec.refusal import refusal
from evenkeel.spec.section import Default, Flag, Integer, Section
from evenkeel.spec.union import new_or_existing
from evenkeel.spec.values import BucketName, KeyArn, Region

BucketPurpose: TypeAlias = Literal["datasets", "models", "checkpoints", "feedback", "logs"]
BUCKET_PURPOSES: Final[tuple[BucketPurpose, ...]] = ("datasets", "models", "checkpoints", "feedback", "logs")

_MOST_DAYS: Final = 36_500
_Days: TypeAlias = Annotated[Integer, Field(ge=1, le=_MOST_DAYS)]


class Lifecycle(Section):
    """How objects age, in days; what is left out never happens.

    Attributes:
        tiering_after_days: to Intelligent-Tiering, which charges by how often an object is really read.
        expire_after_days: deleted.
        noncurrent_expire_after_days: replaced and deleted versions are removed for good.
    """

    tiering_after_days: Annotated[Integer, Field(ge=0, le=_MOST_DAYS)] | None = None
    expire_after_days: _Days | None = None
    noncurrent_expire_after_days: Annotated[_Days, Default(dev=7, staging=30, prod=90)]


class NewBucket(Section):
    """A bucket to make: encrypted, versioned, private, TLS only.

    Attributes:
        lifecycle: how its objects age.
        replicate: keep a second copy of every object in `replicaRegion`.
    """

    lifecycle: Annotated[Lifecycle, Default({})]
    replicate: Flag = False


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


class LogStore(Section):
    """The bucket of access logs: of the other buckets and of the load balancer.

    Attributes:
        existing: name of a bucket that takes them; left out, one is made.
        retention_days: days that a new one keeps them.
    """

    existing: BucketName | None = None
    retention_days: Annotated[_Days, Default(dev=14, staging=90, prod=400)]


class Storage(Section):
    """The buckets.

    Attributes:
        datasets: training data.
        models: weights that are served.
        checkpoints: state of training runs.
        feedback: what users sent and rated, for fine-tuning.
        logs: access logs of buckets and load balancers.
        replica_region: region of the second copies; needed if a bucket is replicated.
    """

    datasets: Annotated[
        Bucket,
        Default(
            dev={"lifecycle": {"expireAfterDays": 30}},
            staging={"lifecycle": {"tieringAfterDays": 30}},
            prod={"lifecycle": {"tieringAfterDays": 30}},
        ),
    ]
    models: Annotated[Bucket, Default({"lifecycle": {}})]
    checkpoints: Annotated[
        Bucket,
        Default(
            dev={"lifecycle": {"expireAfterDays": 7}},
            staging={"lifecycle": {"expireAfterDays": 30}},
            prod={"lifecycle": {"tieringAfterDays": 30, "expireAfterDays": 180}},
        ),
    ]
    feedback: Annotated[
        Bucket,
        Default(
            dev={"lifecycle": {"expireAfterDays": 30}},
            staging={"lifecycle": {"expireAfterDays": 90}},
            prod={"lifecycle": {"tieringAfterDays": 30, "expireAfterDays": 365}},
        ),
    ]
    logs: Annotated[LogStore, Default({})]
    replica_region: Region | None = None

    @model_validator(mode="after")
    def require_replica_region(self) -> Self:
        """Refuse copies without a place for them."""
        buckets = {
            "datasets": self.datasets,
            "models": self.models,
            "checkpoints": self.checkpoints,
            "feedback": self.feedback,
        }
        copied = [name for name, bucket in buckets.items() if isinstance(bucket, NewBucket) and bucket.replicate]
        if copied and self.replica_region is None:
            raise refusal(f"replicates {', '.join(copied)} without a replicaRegion", "Add replicaRegion: us-west-2.")
        return self
