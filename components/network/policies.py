"""What may pass the endpoints: the account's own principals and data, and the buckets that images come from.

Endpoint policies are taken as text only, so they are built from names that are known.
"""

import json
from collections.abc import Sequence
from typing import Any

from components.iam import allow, document

PRIVATE_CLUSTER_ENDPOINTS = (
    "aps-workspaces",
    "autoscaling",
    "ec2",
    "ecr.api",
    "ecr.dkr",
    "eks",
    "eks-auth",
    "elasticloadbalancing",
    "kms",
    "logs",
    "monitoring",
    "secretsmanager",
    "sqs",
    "ssm",
    "sts",
)
"""Interface endpoints of a cluster whose nodes reach AWS without the internet; `eks-auth` serves Pod Identity."""

ACCOUNT_ONLY = frozenset(
    {
        "autoscaling",
        "ec2",
        "ecr.api",
        "ecr.dkr",
        "elasticloadbalancing",
        "kms",
        "logs",
        "monitoring",
        "secretsmanager",
        "sqs",
        "ssm",
        "sts",
    }
)
"""Endpoints whose service is documented to take an endpoint policy; the others keep AWS's default."""


def account_endpoint_policy(account_id: str) -> str:
    """Return a policy that lets only principals of the account through, as JSON."""
    conditions = {"StringEquals": {"aws:PrincipalAccount": account_id}}
    return _text(allow("OwnPrincipals", ["*"], ["*"], principals=["*"], conditions=conditions))


def s3_endpoint_policy(account_id: str, region: str, shared_bucket_names: Sequence[str]) -> str:
    """Return the policy of the S3 gateway endpoint, as JSON.

    Own principals reach own buckets, so that stolen credentials of another account carry nothing out. Container
    images need three more: ECR keeps layers in a bucket that AWS owns, `registry.k8s.io` sends clients inside AWS to
    a bucket of their region, and Amazon Linux keeps its package repositories in another. These are read only,
    and without a principal, since the requests are presigned or anonymous.

    Args:
        account_id: account of the VPC.
        region: region of the VPC.
        shared_bucket_names: buckets of other accounts that own principals may read.
    """
    own = {"StringEquals": {"aws:PrincipalAccount": account_id, "aws:ResourceAccount": account_id}}
    images = [
        f"arn:aws:s3:::prod-{region}-starport-layer-bucket/*",
        f"arn:aws:s3:::prod-registry-k8s-io-{region}/*",
        f"arn:aws:s3:::al2023-repos-{region}-de612dc2/*",
    ]
    statements = [
        allow("OwnBuckets", ["s3:*"], ["*"], principals=["*"], conditions=own),
        allow("ImageLayersAndPackages", ["s3:GetObject"], images, principals=["*"]),
    ]
    if shared_bucket_names:
        readers = {"StringEquals": {"aws:PrincipalAccount": account_id}}
        shared = [f"arn:aws:s3:::{bucket}{part}" for bucket in shared_bucket_names for part in ("", "/*")]
        actions = ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:GetBucketLocation"]
        statements.append(allow("SharedBuckets", actions, shared, principals=["*"], conditions=readers))
    return _text(*statements)


def _text(*statements: dict[str, object]) -> str:
    policy: Any = document(*statements)
    return json.dumps(policy)
