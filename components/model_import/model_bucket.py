"""Where models are kept, and who may read or write which part of it."""

from dataclasses import dataclass

import pulumi

from components.iam import Statement, allow


@dataclass(frozen=True, kw_only=True)
class ModelBucket:
    """The bucket of the models.

    Attributes:
        name: name of the bucket.
        arn: ARN of the bucket.
        key_arn: KMS key that encrypts its objects; None where S3's own key does.
        region: region of the bucket.
    """

    name: pulumi.Input[str]
    arn: pulumi.Input[str]
    key_arn: pulumi.Input[str] | None
    region: str


def model_prefix(model: str, revision: str) -> str:
    """Return the key prefix of a model at a commit, without slashes at its ends; another commit is another prefix.

    Args:
        model: `organisation/name` on the hub.
        revision: commit, 40 hexadecimal digits.
    """
    return f"{model}/{revision}"


def read_model(bucket: ModelBucket, prefix: str) -> list[Statement]:
    """Return what lets a pod read the objects under `prefix` and nothing else."""
    return [
        allow("ReadModel", ["s3:GetObject"], [_objects(bucket, prefix)]),
        _list_model(bucket, prefix),
        *_use_key(bucket, ["kms:Decrypt"]),
    ]


def write_model(bucket: ModelBucket, prefix: str) -> list[Statement]:
    """Return what lets a pod write and verify the objects under `prefix`; it cannot delete what is there."""
    actions = ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"]
    return [
        allow("WriteModel", actions, [_objects(bucket, prefix)]),
        _list_model(bucket, prefix),
        *_use_key(bucket, ["kms:Decrypt", "kms:GenerateDataKey"]),
    ]


def _objects(bucket: ModelBucket, prefix: str) -> pulumi.Input[str]:
    return pulumi.Output.concat(bucket.arn, f"/{prefix}/*")


def _list_model(bucket: ModelBucket, prefix: str) -> Statement:
    conditions = {"StringLike": {"s3:prefix": [prefix, f"{prefix}/*"]}}
    return allow("ListModel", ["s3:ListBucket"], [bucket.arn], conditions=conditions)


def _use_key(bucket: ModelBucket, actions: list[str]) -> list[Statement]:
    if bucket.key_arn is None:
        return []
    conditions = {"StringEquals": {"kms:ViaService": f"s3.{bucket.region}.amazonaws.com"}}
    return [allow("UseKeyThroughS3", actions, [bucket.key_arn], conditions=conditions)]
