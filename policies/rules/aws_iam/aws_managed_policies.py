"""Of the policies that AWS writes, roles take only those that somebody has read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import ROLE, ROLE_POLICY_ATTACHMENT
from policies.properties import properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_BY_AWS: Final = ":iam::aws:policy/"


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    inputs = properties(resource)
    named = inputs["managedPolicyArns"].each() if resource.type == ROLE else [inputs["policyArn"]]
    for policy in named:
        if not policy.known or _BY_AWS not in policy.text():
            continue
        name = policy.text().rpartition("/")[2]
        if name not in settings.texts("policies"):
            yield policy.fails(f"is {name}, which is not among the policies of AWS that were read and listed")


RULE = ResourceRule(
    id="aws-managed-policies",
    title="Of the policies that AWS writes, roles take only those that somebody has read",
    why="Most of them grant a whole service on all resources, and AWS widens them without asking.",
    severity=Severity.HIGH,
    applies_to=(ROLE_POLICY_ATTACHMENT, ROLE),
    enforcement=MANDATORY,
    remedy="Write a policy for the role, or read the one of AWS and add it to the rule's parameter.",
    checkov=("CKV_AWS_274", "CKV_AWS_275", "CKV2_AWS_56"),
    parameters=(
        Parameter(
            name="policies",
            default=(
                "AWSBackupServiceRolePolicyForBackup",
                "AWSBackupServiceRolePolicyForRestores",
                "AWSBackupServiceRolePolicyForS3Backup",
                "AWSBackupServiceRolePolicyForS3Restore",
                "AmazonEBSCSIDriverPolicy",
                "AmazonEBSCSIDriverPolicyV2",
                "AmazonEC2ContainerRegistryPullOnly",
                "AmazonEKSClusterPolicy",
                "AmazonEKSWorkerNodeMinimalPolicy",
                "AmazonEKS_CNI_Policy",
                "AmazonFSxCSIDriverPolicy",
                "AmazonSSMManagedInstanceCore",
            ),
            meaning="names of policies of AWS that may be attached",
        ),
    ),
    judge=_judge,
)
