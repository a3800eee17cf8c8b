"""Private ways to AWS services: the S3 gateway endpoint and interface endpoints."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.network.policies import ACCOUNT_ONLY, account_endpoint_policy, s3_endpoint_policy


@dataclass(frozen=True, kw_only=True)
class PrivateEndpointsArgs:
    """What `PrivateEndpoints` needs.

    Attributes:
        account_id: AWS account of the VPC.
        region: region of the VPC.
        vpc_id: the VPC.
        cidr: IPv4 block whose hosts may call the interface endpoints.
        route_table_ids: route tables that get a route to S3; none makes no gateway endpoint.
        subnet_ids: one subnet a zone for the interface endpoints.
        services: interface endpoints by their short service names, `ecr.api` for example; none makes none.
        shared_bucket_names: buckets of other accounts that may be read through the gateway endpoint.
        tags: tags of the endpoints and of their security group.
    """

    account_id: str
    region: str
    vpc_id: pulumi.Input[str]
    cidr: str
    route_table_ids: list[pulumi.Input[str]]
    subnet_ids: list[pulumi.Input[str]]
    services: list[str]
    shared_bucket_names: list[str]
    tags: dict[str, str]


class PrivateEndpoints(pulumi.ComponentResource):
    """Endpoints by which a VPC reaches AWS without NAT, each with a policy where the service takes one."""

    security_group_id: pulumi.Output[str] | None

    def __init__(self, name: str, args: PrivateEndpointsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:PrivateEndpoints", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        if args.route_table_ids:
            aws.ec2.VpcEndpoint(
                f"{name}-s3",
                vpc_id=args.vpc_id,
                vpc_endpoint_type="Gateway",
                service_name=f"com.amazonaws.{args.region}.s3",
                route_table_ids=args.route_table_ids,
                policy=s3_endpoint_policy(args.account_id, args.region, args.shared_bucket_names),
                tags={**args.tags, "Name": f"{name}-s3"},
                opts=child,
            )
        self.security_group_id = None
        if args.services:
            group = self._security_group(name, args)
            self.security_group_id = group.id
            for service in args.services:
                aws.ec2.VpcEndpoint(
                    f"{name}-{service.replace('.', '-')}",
                    vpc_id=args.vpc_id,
                    vpc_endpoint_type="Interface",
                    service_name=f"com.amazonaws.{args.region}.{service}",
                    subnet_ids=args.subnet_ids,
                    security_group_ids=[group.id],
                    private_dns_enabled=True,
                    policy=account_endpoint_policy(args.account_id) if service in ACCOUNT_ONLY else None,
                    tags={**args.tags, "Name": f"{name}-{service}"},
                    opts=child,
                )
        self.register_outputs({"security_group_id": self.security_group_id})

    def _security_group(self, name: str, args: PrivateEndpointsArgs) -> aws.ec2.SecurityGroup:
        child = pulumi.ResourceOptions(parent=self)
        group = aws.ec2.SecurityGroup(
            f"{name}-group",
            description="Interface endpoints: HTTPS from inside the VPC",
            vpc_id=args.vpc_id,
            tags={**args.tags, "Name": name},
            opts=child,
        )
        aws.vpc.SecurityGroupIngressRule(
            f"{name}-https",
            description="HTTPS from the VPC",
            security_group_id=group.id,
            cidr_ipv4=args.cidr,
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
            tags=args.tags,
            opts=child,
        )
        return group
