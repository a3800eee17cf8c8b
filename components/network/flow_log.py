"""The record of all traffic of a VPC, in a log group."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam import allow, document, trust


@dataclass(frozen=True, kw_only=True)
class FlowLogArgs:
    """What a `FlowLog` needs.

    Attributes:
        account_id: AWS account of the VPC.
        region: region of the VPC.
        vpc_id: the VPC.
        retention_days: days that records are kept; a period that CloudWatch Logs knows.
        key_arn: KMS key that lets CloudWatch Logs in; None encrypts with a key of AWS's own.
        protect: refuse to delete the log group.
        tags: tags of the log group, the role and the flow log.
    """

    account_id: str
    region: str
    vpc_id: pulumi.Input[str]
    retention_days: int
    key_arn: pulumi.Input[str] | None
    protect: bool
    tags: dict[str, str]


class FlowLog(pulumi.ComponentResource):
    """Accepted and rejected traffic of a VPC, kept in an encrypted log group."""

    log_group_name: pulumi.Output[str]

    def __init__(self, name: str, args: FlowLogArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:FlowLog", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        group = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            retention_in_days=args.retention_days,
            kms_key_id=args.key_arn,
            tags=args.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        source = {
            "StringEquals": {"aws:SourceAccount": args.account_id},
            "ArnLike": {"aws:SourceArn": f"arn:aws:ec2:{args.region}:{args.account_id}:vpc-flow-log/*"},
        }
        role = aws.iam.Role(
            f"{name}-role",
            description="VPC flow logs to CloudWatch Logs",
            assume_role_policy=trust("vpc-flow-logs.amazonaws.com", conditions=source),
            tags=args.tags,
            opts=child,
        )
        actions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        aws.iam.RolePolicy(
            f"{name}-policy",
            role=role.name,
            policy=document(allow("WriteFlowLogs", actions, [pulumi.Output.concat(group.arn, ":*")])),
            opts=child,
        )
        aws.ec2.FlowLog(
            f"{name}-flow-log",
            vpc_id=args.vpc_id,
            traffic_type="ALL",
            log_destination_type="cloud-watch-logs",
            log_destination=group.arn,
            iam_role_arn=role.arn,
            max_aggregation_interval=60,
            tags={**args.tags, "Name": name},
            opts=child,
        )
        self.log_group_name = group.name
        self.register_outputs({"log_group_name": self.log_group_name})
