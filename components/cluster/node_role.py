"""The role of nodes: join the cluster, pull images, and nothing else."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam import allow, document, trust

NODE_POLICIES = {
    "worker": "arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy",
    "images": "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
}
SESSION_POLICY = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"


@dataclass(frozen=True, kw_only=True)
class NodeRoleArgs:
    """What a `NodeRole` needs.

    Attributes:
        description: whose nodes these are.
        region: AWS region of the nodes.
        image_repository_arns: ECR repositories that a first pull may fill through the cache; wildcards allowed.
        debugging: whether people may open a shell on nodes through Session Manager.
        tags: tags of the role.
    """

    description: str
    region: str
    image_repository_arns: list[str]
    debugging: bool
    tags: dict[str, str]


class NodeRole(pulumi.ComponentResource):
    """A role without the network plugin's and the volume driver's rights: those pods have roles of their own."""

    role_arn: pulumi.Output[str]
    role_name: pulumi.Output[str]

    def __init__(self, name: str, args: NodeRoleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:NodeRole", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-role",
            description=args.description,
            assume_role_policy=trust("ec2.amazonaws.com"),
            tags=args.tags,
            opts=child,
        )
        policies = {**NODE_POLICIES, "session": SESSION_POLICY} if args.debugging else NODE_POLICIES
        for label, policy_arn in policies.items():
            aws.iam.RolePolicyAttachment(f"{name}-{label}", role=role.name, policy_arn=policy_arn, opts=child)
        statements = [
            # The node's own start-up asks for its host name and, for new instance types, how many pods fit.
            allow(
                "DescribeSelf",
                ["ec2:DescribeInstances", "ec2:DescribeInstanceTypes"],
                ["*"],
                conditions={"StringEquals": {"aws:RequestedRegion": args.region}},
            )
        ]
        if args.image_repository_arns:
            fill = ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"]
            statements.append(allow("FillImageCache", fill, args.image_repository_arns))
        aws.iam.RolePolicy(f"{name}-policy", role=role.name, policy=document(*statements), opts=child)
        self.role_arn = role.arn
        self.role_name = role.name
        self.register_outputs({"role_arn": self.role_arn, "role_name": self.role_name})
