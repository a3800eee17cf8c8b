"""What add-ons may do in AWS: each pod its own role."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam import PodIdentityRole, PodIdentityRoleArgs, Statement, allow

NETWORK_POLICY = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"
VOLUME_POLICY = "arn:aws:iam::aws:policy/AmazonEBSCSIDriverPolicyV2"  # only volumes that carry the driver's tags
NAMESPACE = "kube-system"


@dataclass(frozen=True, kw_only=True)
class AddOnRoleArgs:
    """What an `AddOnRole` needs.

    Attributes:
        account_id: AWS account of the cluster.
        cluster_name: name of the cluster.
        service_account: service account of the add-on in kube-system.
        policy_arn: policy of AWS for the add-on.
        statements: what it may do besides.
        tags: tags of the role and of the association.
    """

    account_id: str
    cluster_name: pulumi.Input[str]
    service_account: str
    policy_arn: str
    statements: list[Statement]
    tags: dict[str, str]


class AddOnRole(pulumi.ComponentResource):
    """A pod role with AWS's own policy for an add-on."""

    role_arn: pulumi.Output[str]

    def __init__(self, name: str, args: AddOnRoleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:AddOnRole", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        role = PodIdentityRole(
            f"{name}-pods",
            PodIdentityRoleArgs(
                account_id=args.account_id,
                cluster_name=args.cluster_name,
                namespace=NAMESPACE,
                service_account=args.service_account,
                statements=args.statements,
                tags=args.tags,
            ),
            child,
        )
        aws.iam.RolePolicyAttachment(
            f"{name}-managed-policy", role=role.role_name, policy_arn=args.policy_arn, opts=child
        )
        self.role_arn = role.role_arn
        self.register_outputs({"role_arn": self.role_arn})


def volume_key_statements(key_arn: pulumi.Input[str]) -> list[Statement]:
    """Return what the volume driver needs for volumes encrypted with the key `key_arn`."""
    return [
        allow(
            "GrantVolumeKey",
            ["kms:CreateGrant"],
            [key_arn],
            conditions={"Bool": {"kms:GrantIsForAWSResource": "true"}},
        ),
        allow("UseVolumeKey", ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"], [key_arn]),
    ]
