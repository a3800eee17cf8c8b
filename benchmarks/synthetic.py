"""A program of N resources with references between them, recorded as one process: `synthetic.py N`."""

from __future__ import annotations

import gc
import os
import sys
from typing import cast

import pulumi
import pulumi_aws as aws

from evenkeel.plan import dumps, record_program

PER_GROUP = 10


def program(count: int) -> None:
    """Register that many resources: a VPC, then groups of a subnet, a bucket, its policy, a role and the like."""
    vpc = aws.ec2.Vpc("vpc", cidr_block="10.0.0.0/8", tags={"Name": "vpc"})
    left = count - 1
    number = 0
    while left > 0:
        left -= _group(number, min(left, PER_GROUP), vpc)
        number += 1
    pulumi.export("vpc", vpc.id)


def _group(number: int, size: int, vpc: aws.ec2.Vpc) -> int:
    """Register up to ten resources of one group; return how many."""
    name = f"group-{number}"
    group = pulumi.ComponentResource("benchmark:index:Group", name, None, None)
    opts = pulumi.ResourceOptions(parent=group)
    tags = {"Name": name, "team": "platform", "environment": "bench"}
    bucket = aws.s3.Bucket(f"{name}-bucket", tags=tags, opts=opts)
    statement: dict[str, object] = {"Effect": "Deny", "Principal": "*", "Action": ["s3:*"], "Resource": [bucket.arn]}
    assume: dict[str, object] = {
        "Effect": "Allow",
        "Principal": {"Service": "pods.eks.amazonaws.com"},
        "Action": ["sts:AssumeRole"],
    }
    subnet_range = f"10.{number // 256}.{number % 256}.0/24"
    steps = [
        lambda: aws.s3.BucketPolicy(f"{name}-policy", bucket=bucket.id, policy=_document(statement), opts=opts),
        lambda: aws.ec2.Subnet(f"{name}-subnet", vpc_id=vpc.id, cidr_block=subnet_range, tags=tags, opts=opts),
        lambda: aws.iam.Role(f"{name}-role", assume_role_policy=_document(assume), tags=tags, opts=opts),
        lambda: aws.s3.BucketOwnershipControls(
            f"{name}-owner", bucket=bucket.id, rule={"object_ownership": "BucketOwnerEnforced"}, opts=opts
        ),
        lambda: pulumi.CustomResource(
            "kubernetes:core/v1:ConfigMap", f"{name}-settings", _settings(name, bucket), opts=opts
        ),
        lambda: aws.ec2.SecurityGroup(f"{name}-group", vpc_id=vpc.id, tags=tags, opts=opts),
        lambda: aws.cloudwatch.LogGroup(f"{name}-log", retention_in_days=30, tags=tags, opts=opts),
        lambda: aws.kms.Key(f"{name}-key", enable_key_rotation=True, tags=tags, opts=opts),
    ]
    for step in steps[: max(size - 2, 0)]:
        step()
    group.register_outputs({"bucket": bucket.id})
    return max(size, 2)


def _document(statement: dict[str, object]) -> aws.iam.PolicyDocumentArgsDict:
    return cast("aws.iam.PolicyDocumentArgsDict", {"Version": "2012-10-17", "Statement": [statement]})


def _settings(name: str, bucket: aws.s3.Bucket) -> dict[str, object]:
    metadata = {"name": name, "namespace": "default", "labels": {"app": name}}
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": {"bucket": bucket.arn}}


def main() -> None:
    """Record the program and end at once."""
    gc.disable()
    count = int(sys.argv[1])
    plan = record_program(lambda: program(count), project="benchmark", stack="synthetic")
    sys.stdout.write(f"{len(plan.resources)} resources, {len(dumps(plan))} characters\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
