"""What may reach a load balancer, and what it may reach."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.load_balancer.target import TargetArgs


@dataclass(frozen=True, kw_only=True)
class Clients:
    """Who may connect to a load balancer.

    Attributes:
        cidrs: IPv4 or IPv6 blocks.
        prefix_list_ids: prefix lists, CloudFront's for example.
        ports: ports of the listeners.
    """

    cidrs: Sequence[str]
    prefix_list_ids: Sequence[str]
    ports: Sequence[int]


def balancer_security_group(
    name: str,
    clients: Clients,
    target: TargetArgs,
    *,
    vpc_id: pulumi.Input[str],
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
) -> aws.ec2.SecurityGroup:
    """Create a load balancer's security group, and admit it to the pods."""
    group = aws.ec2.SecurityGroup(
        f"{name}-group",
        description=f"Load balancer {name}: its clients in, its pods out",
        vpc_id=vpc_id,
        tags={**tags, "Name": f"{name}-balancer"},
        opts=opts,
    )
    for port in clients.ports:
        for cidr in clients.cidrs:
            aws.vpc.SecurityGroupIngressRule(
                f"{name}-{port}-from-{cidr.replace('/', '-')}",
                description=f"Clients in {cidr}",
                security_group_id=group.id,
                cidr_ipv4=None if ":" in cidr else cidr,
                cidr_ipv6=cidr if ":" in cidr else None,
                ip_protocol="tcp",
                from_port=port,
                to_port=port,
                tags=tags,
                opts=opts,
            )
        for prefix_list in clients.prefix_list_ids:
            aws.vpc.SecurityGroupIngressRule(
                f"{name}-{port}-from-{prefix_list}",
                description=f"Clients in the prefix list {prefix_list}",
                security_group_id=group.id,
                prefix_list_id=prefix_list,
                ip_protocol="tcp",
                from_port=port,
                to_port=port,
                tags=tags,
                opts=opts,
            )
    aws.vpc.SecurityGroupEgressRule(
        f"{name}-to-pods",
        description="Requests and health checks to the pods",
        security_group_id=group.id,
        referenced_security_group_id=target.security_group_id,
        ip_protocol="tcp",
        from_port=target.port,
        to_port=target.port,
        tags=tags,
        opts=opts,
    )
    aws.vpc.SecurityGroupIngressRule(
        f"{name}-into-pods",
        description=f"Requests and health checks from the load balancer {name}",
        security_group_id=target.security_group_id,
        referenced_security_group_id=group.id,
        ip_protocol="tcp",
        from_port=target.port,
        to_port=target.port,
        tags=tags,
        opts=opts,
    )
    return group
