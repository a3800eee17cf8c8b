"""The bucket that takes access logs of buckets and of load balancers."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam import Statement, allow
from components.storage.lifecycle import LifecycleArgs
from components.storage.outputs import BucketOutputs
from components.storage.settings import Settings, apply_settings

ALB_LOG_PREFIX = "alb"
NLB_LOG_PREFIX = "nlb"
BUCKET_LOG_PREFIX = "s3"
NONCURRENT_DAYS = 30
"""A log that somebody overwrote or deleted can be brought back for a month."""


@dataclass(frozen=True, kw_only=True)
class LogBucketArgs:
    """What a `LogBucket` needs.

    Attributes:
        account_id: account whose buckets and load balancers may write.
        region: region of the bucket; it takes logs of this region only.
        retention_days: days that logs are kept.
        protect: refuse to delete the bucket.
        tags: tags of the bucket.
    """

    account_id: str
    region: str
    retention_days: int
    protect: bool
    tags: dict[str, str]


class LogBucket(pulumi.ComponentResource, BucketOutputs):
    """A bucket for access logs.

    Load balancers can write to buckets with S3's own keys only, and a bucket that logged its own access would log
    without end: so this one has neither a KMS key nor access logs.
    """

    def __init__(self, name: str, args: LogBucketArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:LogBucket", name, None, opts)
        bucket = aws.s3.Bucket(
            f"{name}-bucket",
            region=args.region,
            tags=args.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        lifecycle = LifecycleArgs(expire_days=args.retention_days, noncurrent_days=NONCURRENT_DAYS, tiering_days=None)
        settings = Settings(
            region=args.region,
            key_arn=None,
            lifecycle=lifecycle,
            statements=_writers(bucket.arn, args.account_id, args.region),
        )
        applied = apply_settings(name, bucket, settings, pulumi.ResourceOptions(parent=self))
        # AWS tries to write when a load balancer is told of the bucket: who takes the name waits for the policy.
        self.bucket_name = applied.policy.bucket
        self.bucket_arn = bucket.arn
        self.register_outputs({"bucket_name": self.bucket_name, "bucket_arn": self.bucket_arn})


def _writers(arn: pulumi.Output[str], account_id: str, region: str) -> list[Statement]:
    """Return the statements that let S3, Application and Network Load Balancers deliver."""
    own = {"aws:SourceAccount": account_id}
    balancers = {"aws:SourceArn": f"arn:aws:logs:{region}:{account_id}:*"}
    return [
        allow(
            "BucketLogs",
            ["s3:PutObject"],
            [pulumi.Output.concat(arn, f"/{BUCKET_LOG_PREFIX}/*")],
            services=["logging.s3.amazonaws.com"],
            conditions={"StringEquals": own},
        ),
        # No condition here: the service is not documented to send one, and the path holds the account already.
        allow(
            "ApplicationLoadBalancerLogs",
            ["s3:PutObject"],
            [pulumi.Output.concat(arn, f"/{ALB_LOG_PREFIX}/AWSLogs/{account_id}/*")],
            services=["logdelivery.elasticloadbalancing.amazonaws.com"],
        ),
        allow(
            "NetworkLoadBalancerLogs",
            ["s3:PutObject"],
            [pulumi.Output.concat(arn, f"/{NLB_LOG_PREFIX}/AWSLogs/{account_id}/*")],
            services=["delivery.logs.amazonaws.com"],
            conditions={
                "StringEquals": {**own, "s3:x-amz-acl": "bucket-owner-full-control"},
                "ArnLike": balancers,
            },
        ),
        allow(
            "NetworkLoadBalancerLogsCheck",
            ["s3:GetBucketAcl"],
            [arn],
            services=["delivery.logs.amazonaws.com"],
            conditions={"StringEquals": own, "ArnLike": balancers},
        ),
    ]
