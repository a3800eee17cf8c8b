"""A role for the pods of one service account, by EKS Pod Identity."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam.policy import Statement, document, pod_identity_trust


@dataclass(frozen=True, kw_only=True)
class PodIdentityRoleArgs:
    """What a `PodIdentityRole` needs.

    Attributes:
        account_id: AWS account in which the pods run.
        cluster_name: name of the EKS cluster.
        namespace: namespace of the service account.
        service_account: name of the service account.
        statements: what the pods may do; none leaves a role without permissions.
        tags: tags of the role and of the association.
    """

    account_id: str
    cluster_name: pulumi.Input[str]
    namespace: str
    service_account: str
    statements: list[Statement]
    tags: dict[str, str]


class PodIdentityRole(pulumi.ComponentResource):
    """An IAM role that exactly one service account of one cluster can assume."""

    role_arn: pulumi.Output[str]
    role_name: pulumi.Output[str]

    def __init__(self, name: str, args: PodIdentityRoleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:PodIdentityRole", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-role",
            description=f"Pods of {args.namespace}/{args.service_account}",
            assume_role_policy=pod_identity_trust(args.account_id),
            tags=args.tags,
            opts=child,
        )
        if args.statements:
            aws.iam.RolePolicy(f"{name}-policy", role=role.name, policy=document(*args.statements), opts=child)
        aws.eks.PodIdentityAssociation(
            f"{name}-association",
            cluster_name=args.cluster_name,
            namespace=args.namespace,
            service_account=args.service_account,
            role_arn=role.arn,
            tags=args.tags,
            opts=child,
        )
        self.role_arn = role.arn
        self.role_name = role.name
        self.register_outputs({"role_arn": self.role_arn, "role_name": self.role_name})
