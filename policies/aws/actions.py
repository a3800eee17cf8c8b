"""Which IAM actions give what: data, credentials, or more permissions."""

from __future__ import annotations

from typing import Final

DATA_SERVICES: Final = frozenset(
    {"dynamodb", "elasticache", "firehose", "fsx", "kms", "s3", "secretsmanager", "sqs", "ssm"}
)
"""Services whose actions read or write data; wildcards have no place in them."""

LOOKING: Final = ("Describe", "List", "Get")
"""How actions begin that, in the other services, only look at what there is."""

ESCALATION: Final = (
    "iam:AddUserToGroup",
    "iam:AddRoleToInstanceProfile",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreatePolicyVersion",
    "iam:DeleteRolePermissionsBoundary",
    "iam:PutGroupPolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
)
"""Actions by which a role gives itself more than it was given."""

RESOURCE_EXPOSURE: Final = (
    "ecr:DeleteRepositoryPolicy",
    "ecr:SetRepositoryPolicy",
    "kms:PutKeyPolicy",
    "lambda:AddPermission",
    "s3:DeleteBucketPolicy",
    "s3:PutAccountPublicAccessBlock",
    "s3:PutBucketAcl",
    "s3:PutBucketPolicy",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutObjectAcl",
    "secretsmanager:DeleteResourcePolicy",
    "secretsmanager:PutResourcePolicy",
    "sns:AddPermission",
    "sqs:AddPermission",
    "sqs:SetQueueAttributes",
)
"""Actions by which a role gives others access."""

CREDENTIALS: Final = (
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateServiceSpecificCredential",
    "iam:ResetServiceSpecificCredential",
    "iam:UpdateLoginProfile",
    "sts:GetFederationToken",
)
"""Actions that hand out credentials that last."""


def service_of(action: str) -> str:
    """Return the service of an action, `*` for all of them."""
    return action.partition(":")[0].lower()


def is_looking(action: str) -> bool:
    """Tell whether an action only looks at what there is, outside the services that hold data."""
    service, _, name = action.partition(":")
    return service.lower() not in DATA_SERVICES and name.startswith(LOOKING)
