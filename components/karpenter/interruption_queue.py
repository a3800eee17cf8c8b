"""The queue by which Karpenter hears that a node is about to go."""

import json
from dataclasses import dataclass
from typing import cast

import pulumi
import pulumi_aws as aws

from components.iam import allow, deny_without_tls, document

# Label of the rule to source and detail type of its events.
# Source: CloudFormation template of Karpenter v1.14 (getting started), read 2026-11-22.
EVENTS: dict[str, tuple[str, str]] = {
    "spot-interruption": ("aws.ec2", "EC2 Spot Instance Interruption Warning"),
    "rebalance": ("aws.ec2", "EC2 Instance Rebalance Recommendation"),
    "state-change": ("aws.ec2", "EC2 Instance State-change Notification"),
    "scheduled-change": ("aws.health", "AWS Health Event"),
    "reservation-interruption": ("aws.ec2", "EC2 Capacity Reservation Instance Interruption Warning"),
}
RETENTION_SECONDS = 300  # older warnings are about instances that are gone


@dataclass(frozen=True, kw_only=True)
class InterruptionQueueArgs:
    """What an `InterruptionQueue` needs.

    Attributes:
        account_id: AWS account of the cluster.
        region: AWS region of the cluster.
        queue_name: name of the queue, fixed so that its policy is known beforehand.
        tags: tags of the queue and of the rules.
    """

    account_id: str
    region: str
    queue_name: str
    tags: dict[str, str]

    @property
    def queue_arn(self) -> str:
        """ARN of the queue."""
        return f"arn:aws:sqs:{self.region}:{self.account_id}:{self.queue_name}"


class InterruptionQueue(pulumi.ComponentResource):
    """An encrypted queue that only EventBridge rules of its own account can fill, over TLS."""

    queue_name: pulumi.Output[str]
    queue_arn: pulumi.Output[str]

    def __init__(self, name: str, args: InterruptionQueueArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:InterruptionQueue", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        queue = aws.sqs.Queue(
            f"{name}-queue",
            name=args.queue_name,
            message_retention_seconds=RETENTION_SECONDS,
            sqs_managed_sse_enabled=True,
            tags={**args.tags, "Name": args.queue_name},
            opts=child,
        )
        send = allow(
            "SendFromRules",
            ["sqs:SendMessage"],
            [args.queue_arn],
            services=["events.amazonaws.com"],
            conditions={"ArnLike": {"aws:SourceArn": f"arn:aws:events:{args.region}:{args.account_id}:rule/*"}},
        )
        policy = document(send, deny_without_tls([args.queue_arn], "sqs:*"))
        aws.sqs.QueuePolicy(
            f"{name}-policy", queue_url=queue.url, policy=cast("aws.sqs.PolicyDocumentArgsDict", policy), opts=child
        )
        for label, (source, detail_type) in EVENTS.items():
            rule = aws.cloudwatch.EventRule(
                f"{name}-{label}",
                description=f"{detail_type} for Karpenter",
                event_pattern=json.dumps({"source": [source], "detail-type": [detail_type]}, sort_keys=True),
                tags=args.tags,
                opts=child,
            )
            aws.cloudwatch.EventTarget(f"{name}-{label}-target", rule=rule.name, arn=queue.arn, opts=child)
        self.queue_name = queue.name
        self.queue_arn = queue.arn
        self.register_outputs({"queue_name": self.queue_name, "queue_arn": self.queue_arn})
