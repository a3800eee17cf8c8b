"""What nodes with an Elastic Fabric Adapter share: a security group, and placement groups."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True, kw_only=True)
class EfaSecurityGroupArgs:
    """What an `EfaSecurityGroup` needs.

    Attributes:
        vpc_id: VPC of the nodes.
        tags: tags of the group and of its rules.
    """

    vpc_id: pulumi.Input[str]
    tags: dict[str, str]


class EfaSecurityGroup(pulumi.ComponentResource):
    """A security group open to itself and to nothing else.

    EFA needs all traffic between members in both directions. Nodes carry it beside the cluster's own group,
    which gives them the rest.
    """

    security_group_id: pulumi.Output[str]

    def __init__(self, name: str, args: EfaSecurityGroupArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:EfaSecurityGroup", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        group = aws.ec2.SecurityGroup(
            f"{name}-group",
            description="EFA traffic between the nodes of a training or serving group",
            vpc_id=args.vpc_id,
            tags={**args.tags, "Name": name},
            opts=child,
        )
        aws.vpc.SecurityGroupIngressRule(
            f"{name}-from-members",
            description="All traffic from members of this group: EFA needs it",
            security_group_id=group.id,
            referenced_security_group_id=group.id,
            ip_protocol="-1",
            tags=args.tags,
            opts=child,
        )
        aws.vpc.SecurityGroupEgressRule(
            f"{name}-to-members",
            description="All traffic to members of this group: EFA needs it",
            security_group_id=group.id,
            referenced_security_group_id=group.id,
            ip_protocol="-1",
            tags=args.tags,
            opts=child,
        )
        self.security_group_id = group.id
        self.register_outputs({"security_group_id": self.security_group_id})


def placement_groups(
    name: str, physical_names: Sequence[str], tags: dict[str, str], opts: pulumi.ResourceOptions
) -> list[pulumi.Output[str]]:
    """Create a placement group of strategy cluster for each name and return their names.

    The names are fixed, since node classes refer to them; so an old group goes before its successor comes.
    """
    options = pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(delete_before_replace=True))
    return [
        aws.ec2.PlacementGroup(
            f"{name}-placement-{physical}",
            name=physical,
            strategy="cluster",
            tags={**tags, "Name": physical},
            opts=options,
        ).name
        for physical in physical_names
    ]
