"""Copies of a bucket's objects in another region."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam import allow, document, trust


@dataclass(frozen=True, kw_only=True)
class Side:
    """One end of a replication.

    Attributes:
        bucket: the bucket; versioned.
        region: its region.
        key_arn: KMS key of its objects.
    """

    bucket: aws.s3.Bucket
    region: str
    key_arn: pulumi.Input[str]


def replicate(
    name: str, source: Side, target: Side, *, account_id: str, tags: dict[str, str], opts: pulumi.ResourceOptions
) -> None:
    """Copy all new objects, and their deletion, from `source` to `target`.

    Deletions arrive as delete markers: the versions behind them stay for as long as the target's lifecycle says.

    Args:
        name: prefix of the names.
        source: where objects are written; `opts` must make this wait for its versioning and the target's.
        target: where copies go.
        account_id: account of both buckets.
        tags: tags of the role.
        opts: options of the resources.
    """
    role = aws.iam.Role(
        f"{name}-replication-role",
        description="S3 copies objects to another region",
        assume_role_policy=trust("s3.amazonaws.com", conditions={"StringEquals": {"aws:SourceAccount": account_id}}),
        tags=tags,
        opts=opts,
    )
    source_objects = pulumi.Output.concat(source.bucket.arn, "/*")
    target_objects = pulumi.Output.concat(target.bucket.arn, "/*")
    read = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"]
    write = ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"]
    aws.iam.RolePolicy(
        f"{name}-replication-policy",
        role=role.name,
        policy=document(
            allow("FindObjects", ["s3:GetReplicationConfiguration", "s3:ListBucket"], [source.bucket.arn]),
            allow("ReadObjects", read, [source_objects]),
            allow("WriteCopies", write, [target_objects]),
            allow("DecryptObjects", ["kms:Decrypt"], [source.key_arn], conditions=_through_s3(source.region)),
            allow(
                "EncryptCopies",
                ["kms:Encrypt", "kms:GenerateDataKey"],
                [target.key_arn],
                conditions=_through_s3(target.region),
            ),
        ),
        opts=opts,
    )
    aws.s3.BucketReplicationConfig(
        f"{name}-replication",
        bucket=source.bucket.bucket,
        role=role.arn,
        region=source.region,
        rules=[
            {
                "id": "everything",
                "status": "Enabled",
                "priority": 1,
                "filter": {"prefix": ""},
                "delete_marker_replication": {"status": "Enabled"},
                "source_selection_criteria": {"sse_kms_encrypted_objects": {"status": "Enabled"}},
                "destination": {
                    "bucket": target.bucket.arn,
                    "encryption_configuration": {"replica_kms_key_id": target.key_arn},
                    "metrics": {"status": "Enabled"},
                },
            }
        ],
        opts=opts,
    )


def _through_s3(region: str) -> dict[str, dict[str, str]]:
    return {"StringEquals": {"kms:ViaService": f"s3.{region}.amazonaws.com"}}
