"""How long objects live, and where they cool down."""

from dataclasses import dataclass

import pulumi_aws as aws

ABORT_UPLOAD_DAYS = 7
"""Parts of an upload that nobody finished are paid for until they are aborted."""


@dataclass(frozen=True, kw_only=True)
class LifecycleArgs:
    """The life of a bucket's objects, in days.

    Attributes:
        expire_days: age at which an object goes; None keeps it.
        noncurrent_days: days for which a replaced or deleted version can be brought back.
        tiering_days: age at which an object moves to Intelligent-Tiering, which charges by real access; None: never.
    """

    expire_days: int | None
    noncurrent_days: int
    tiering_days: int | None


def lifecycle_rules(lifecycle: LifecycleArgs) -> list[aws.s3.BucketLifecycleConfigurationRuleArgsDict]:
    """Return the rules of a bucket; each covers the whole bucket and does one thing."""
    rules: list[aws.s3.BucketLifecycleConfigurationRuleArgsDict] = [
        {
            "id": "abort-unfinished-uploads",
            "status": "Enabled",
            "filter": {"prefix": ""},
            "abort_incomplete_multipart_upload": {"days_after_initiation": ABORT_UPLOAD_DAYS},
        },
        {
            "id": "expire-old-versions",
            "status": "Enabled",
            "filter": {"prefix": ""},
            "noncurrent_version_expiration": {"noncurrent_days": lifecycle.noncurrent_days},
        },
    ]
    # S3 refuses to move objects on the day of their deletion or later.
    moves = lifecycle.expire_days is None or lifecycle.expire_days > (lifecycle.tiering_days or 0)
    if lifecycle.tiering_days is not None and moves:
        rules.append(
            {
                "id": "tier-by-access",
                "status": "Enabled",
                "filter": {"prefix": ""},
                "transitions": [{"days": lifecycle.tiering_days, "storage_class": "INTELLIGENT_TIERING"}],
            }
        )
    # A rule cannot expire objects by age and clean up lone delete markers at the same time.
    if lifecycle.expire_days is not None:
        rules.append(
            {
                "id": "expire-objects",
                "status": "Enabled",
                "filter": {"prefix": ""},
                "expiration": {"days": lifecycle.expire_days},
            }
        )
    else:
        rules.append(
            {
                "id": "remove-lone-delete-markers",
                "status": "Enabled",
                "filter": {"prefix": ""},
                "expiration": {"expired_object_delete_marker": True},
            }
        )
    return rules
