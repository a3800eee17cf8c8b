"""Subnets of a VPC: one a zone, with the tags by which load balancers and Karpenter find them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True, kw_only=True)
class Tier:
    """The subnets of one kind.

    Attributes:
        kind: `public`, `private` or `isolated`; a part of the names.
        cidrs: one block a zone.
        discovery_tags: tags by which controllers find these subnets.
    """

    kind: str
    cidrs: Sequence[str]
    discovery_tags: dict[str, str]


def public_tags() -> dict[str, str]:
    """Return the tags of subnets for load balancers that face the internet."""
    return {"kubernetes.io/role/elb": "1"}


def private_tags(cluster_name: str) -> dict[str, str]:
    """Return the tags of subnets for nodes and internal load balancers."""
    return {"kubernetes.io/role/internal-elb": "1", "karpenter.sh/discovery": cluster_name}


def subnets(
    name: str,
    vpc_id: pulumi.Input[str],
    zones: Sequence[str],
    tier: Tier,
    *,
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
) -> list[aws.ec2.Subnet]:
    """Create the subnets of a tier, one a zone; no host in them gets a public address by itself."""
    return [
        aws.ec2.Subnet(
            f"{name}-{tier.kind}-{zone}",
            vpc_id=vpc_id,
            availability_zone=zone,
            cidr_block=cidr,
            map_public_ip_on_launch=False,
            tags={**tags, **tier.discovery_tags, "Name": f"{name}-{tier.kind}-{zone}"},
            opts=opts,
        )
        for zone, cidr in zip(zones, tier.cidrs, strict=True)
    ]


def isolate(
    name: str,
    vpc_id: pulumi.Input[str],
    cidr: str,
    isolated: Sequence[aws.ec2.Subnet],
    *,
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
) -> None:
    """Give isolated subnets a network ACL that knows the VPC only, and a route table without a way out.

    The other subnets keep the VPC's default ACL: it is stateless, so closing ports there would cut replies to NAT,
    which takes any port over 1024; what may talk to what is said by security groups.
    """
    table = aws.ec2.RouteTable(f"{name}-isolated", vpc_id=vpc_id, tags={**tags, "Name": f"{name}-isolated"}, opts=opts)
    for index, subnet in enumerate(isolated):
        aws.ec2.RouteTableAssociation(
            f"{name}-isolated-{index}", subnet_id=subnet.id, route_table_id=table.id, opts=opts
        )
    within: aws.ec2.NetworkAclIngressArgsDict = {
        "rule_no": 100,
        "action": "allow",
        "protocol": "tcp",
        "cidr_block": cidr,
        "from_port": 0,
        "to_port": 65535,
    }
    aws.ec2.NetworkAcl(
        f"{name}-isolated-acl",
        vpc_id=vpc_id,
        subnet_ids=[subnet.id for subnet in isolated],
        ingress=[within],
        egress=[within],
        tags={**tags, "Name": f"{name}-isolated"},
        opts=opts,
    )
