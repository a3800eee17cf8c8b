"""No IAM users, groups or access keys are made."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import forbidden
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-iam-users",
    title="No IAM users, groups or access keys are made",
    why="Their keys are long-lived, are copied, and end in repositories; roles and single sign-on need none.",
    severity=Severity.HIGH,
    applies_to=(
        "aws:iam/user:User",
        "aws:iam/group:Group",
        "aws:iam/accessKey:AccessKey",
        "aws:iam/userPolicy:UserPolicy",
        "aws:iam/userPolicyAttachment:UserPolicyAttachment",
        "aws:iam/userLoginProfile:UserLoginProfile",
    ),
    enforcement=MANDATORY,
    remedy="Give people access through single sign-on and workloads through roles.",
    checkov=(
        "CKV_AWS_40",
        "CKV_AWS_273",
        "CKV_AWS_348",
        "CKV2_AWS_14",
        "CKV2_AWS_21",
        "CKV2_AWS_22",
    ),
    trivy=(
        "AWS-0123",
        "AWS-0143",
        "AWS-0144",
        "AWS-0145",
        "AWS-0146",
        "AWS-0166",
        "AWS-0167",
    ),
    judge=forbidden("is made for an IAM user"),
)
