"""Who may use a key: the account through IAM, and the AWS services that are named.

KMS takes the policy as text only, so nothing in it may be late: it is built from the account and the region.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from components.iam import Statement, allow, document

CRYPTOGRAPHY = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
PUBLISHING = ["kms:Decrypt", "kms:GenerateDataKey*"]

Permission = Callable[[str, str], list[Statement]]


def _through(sid: str, *endpoints: str) -> Permission:
    """Let the account's own principals use the key in requests that come through a service."""

    def permission(account_id: str, region: str) -> list[Statement]:
        conditions = {
            "StringEquals": {
                "kms:CallerAccount": account_id,
                "kms:ViaService": [f"{endpoint}.{region}.amazonaws.com" for endpoint in endpoints],
            }
        }
        root = f"arn:aws:iam::{account_id}:root"
        return [allow(sid, [*CRYPTOGRAPHY, "kms:CreateGrant"], ["*"], principals=[root], conditions=conditions)]

    return permission


def _publisher(sid: str, service: str) -> Permission:
    """Let a service write, in its own name, to an encrypted topic or queue of this account."""

    def permission(account_id: str, region: str) -> list[Statement]:  # noqa: ARG001 (the table's signature)
        conditions = {"StringEquals": {"aws:SourceAccount": account_id}}
        return [allow(sid, PUBLISHING, ["*"], services=[service], conditions=conditions)]

    return permission


def _log_groups(account_id: str, region: str) -> list[Statement]:
    groups = f"arn:aws:logs:{region}:{account_id}:*"
    conditions = {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}}
    service = f"logs.{region}.amazonaws.com"
    return [allow("EncryptLogGroups", CRYPTOGRAPHY, ["*"], services=[service], conditions=conditions)]


def _auto_scaling(account_id: str, region: str) -> list[Statement]:  # noqa: ARG001 (the table's signature)
    # KMS refuses a policy that names a role which does not exist: an account which never had an auto-scaling
    # group gets this one by `aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com`.
    role = f"arn:aws:iam::{account_id}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
    grants = {"Bool": {"kms:GrantIsForAWSResource": "true"}}
    return [
        allow("EncryptGroupVolumes", CRYPTOGRAPHY, ["*"], principals=[role]),
        allow("GrantGroupVolumes", ["kms:CreateGrant"], ["*"], principals=[role], conditions=grants),
    ]


SERVICES: dict[str, Permission] = {
    "logs": _log_groups,
    "autoscaling": _auto_scaling,
    "s3": _through("UseThroughS3", "s3"),
    "elasticache": _through("UseThroughElastiCache", "elasticache"),
    "secretsmanager": _through("UseThroughSecretsManager", "secretsmanager"),
    "eks": _through("UseThroughEks", "eks"),
    "ebs": _through("UseThroughEbs", "ec2"),
    "ecr": _through("UseThroughEcr", "ecr"),
    "fsx": _through("UseThroughFsx", "fsx"),
    "sqs": _through("UseThroughSqs", "sqs"),
    "backup": _through("UseThroughBackup", "backup"),
    "firehose": _through("UseThroughFirehose", "firehose", "s3"),
    "aps": _through("UseThroughPrometheus", "aps"),
    "events": _publisher("PublishEvents", "events.amazonaws.com"),
    "cloudwatch": _publisher("PublishAlarms", "cloudwatch.amazonaws.com"),
    "budgets": _publisher("PublishBudgets", "budgets.amazonaws.com"),
    "cost_anomaly": _publisher("PublishCostAnomalies", "costalerts.amazonaws.com"),
}
"""What each service needs of a key, by the name that `EncryptionKeyArgs.services` uses."""


def key_policy(account_id: str, region: str, services: Sequence[str]) -> str:
    """Return the policy of a key as JSON.

    Args:
        account_id: account that owns the key; its IAM policies decide about its principals.
        region: region of the key, since service endpoints are regional.
        services: keys of `SERVICES`.

    Raises:
        ValueError: a service is not in `SERVICES`.
    """
    unknown = sorted(set(services) - SERVICES.keys())
    if unknown:
        raise ValueError(f"services: {', '.join(unknown)} cannot be let into a key; use {', '.join(sorted(SERVICES))}")
    root = f"arn:aws:iam::{account_id}:root"
    statements = [allow("LetIamDecide", ["kms:*"], ["*"], principals=[root])]
    for service in sorted(set(services)):
        statements.extend(SERVICES[service](account_id, region))
    policy: Any = document(*statements)
    return json.dumps(policy)
