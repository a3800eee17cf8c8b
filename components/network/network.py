"""A new VPC in two or three zones, with public, private and isolated subnets."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pulumi
import pulumi_aws as aws

from components.network.addresses import plan_addresses
from components.network.efa import EfaSecurityGroup, EfaSecurityGroupArgs, placement_groups
from components.network.endpoints import PrivateEndpoints, PrivateEndpointsArgs
from components.network.flow_log import FlowLog, FlowLogArgs
from components.network.outputs import NetworkOutputs
from components.network.subnets import Tier, isolate, private_tags, public_tags, subnets

ANYWHERE = "0.0.0.0/0"


class Nat(StrEnum):
    """Where NAT gateways stand."""

    PER_ZONE = "per_zone"
    """One a zone: a zone that fails takes no other with it, and no traffic crosses zones."""
    SINGLE = "single"
    """One in the first zone: the cheapest."""


@dataclass(frozen=True, kw_only=True)
class NetworkArgs:
    """What a `Network` needs.

    Attributes:
        account_id: AWS account.
        region: AWS region.
        cidr: IPv4 block of the VPC, /16 to /22.
        zones: two or three availability zones; addresses follow from their order.
        nat: where NAT gateways stand.
        interface_endpoints: short names of AWS services, see `PRIVATE_CLUSTER_ENDPOINTS`; each costs money per zone.
        shared_bucket_names: buckets of other accounts that may be read through the S3 endpoint.
        flow_log_retention_days: days that flow logs are kept; a period that CloudWatch Logs knows.
        log_key_arn: KMS key of the flow logs, which lets CloudWatch Logs in; None: a key of AWS's own.
        cluster_name: EKS cluster whose Karpenter may use the private subnets.
        efa: make a security group for EFA.
        placement_group_names: names of placement groups of strategy cluster; unique in the account and region.
        protect: refuse to delete the VPC, its subnets, its public addresses and its logs.
        tags: tags of all resources.
    """

    account_id: str
    region: str
    cidr: str
    zones: list[str]
    nat: Nat
    interface_endpoints: list[str]
    shared_bucket_names: list[str]
    flow_log_retention_days: int
    log_key_arn: pulumi.Input[str] | None
    cluster_name: str
    efa: bool
    placement_group_names: list[str]
    protect: bool
    tags: dict[str, str]


class Network(pulumi.ComponentResource, NetworkOutputs):
    """A VPC whose nodes stay private: out by NAT, to AWS by endpoints, in by load balancers only."""

    def __init__(self, name: str, args: NetworkArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:Network", name, None, opts)
        plan = plan_addresses(args.cidr, args.zones)
        child = pulumi.ResourceOptions(parent=self)
        kept = pulumi.ResourceOptions(parent=self, protect=args.protect)
        vpc = aws.ec2.Vpc(
            f"{name}-vpc",
            cidr_block=args.cidr,
            enable_dns_hostnames=True,
            enable_dns_support=True,
            tags={**args.tags, "Name": name},
            opts=kept,
        )
        aws.ec2.DefaultSecurityGroup(
            f"{name}-default-group",
            vpc_id=vpc.id,
            ingress=[],
            egress=[],
            tags={**args.tags, "Name": f"{name}-default-closed"},
            opts=child,
        )
        public, private, isolated = (
            subnets(name, vpc.id, args.zones, tier, tags=args.tags, opts=kept)
            for tier in (
                Tier(kind="public", cidrs=plan.public, discovery_tags=public_tags()),
                Tier(kind="private", cidrs=plan.private, discovery_tags=private_tags(args.cluster_name)),
                Tier(kind="isolated", cidrs=plan.isolated, discovery_tags={}),
            )
        )
        gateway = self._internet(name, args, vpc, public)
        tables = self._private_routes(name, args, vpc, private, self._nat_gateways(name, args, public, gateway))
        isolate(name, vpc.id, args.cidr, isolated, tags=args.tags, opts=child)
        FlowLog(
            f"{name}-flow",
            FlowLogArgs(
                account_id=args.account_id,
                region=args.region,
                vpc_id=vpc.id,
                retention_days=args.flow_log_retention_days,
                key_arn=args.log_key_arn,
                protect=args.protect,
                tags=args.tags,
            ),
            child,
        )
        endpoints = PrivateEndpoints(
            f"{name}-endpoints",
            PrivateEndpointsArgs(
                account_id=args.account_id,
                region=args.region,
                vpc_id=vpc.id,
                cidr=args.cidr,
                route_table_ids=[table.id for table in tables],
                subnet_ids=[subnet.id for subnet in private],
                services=args.interface_endpoints,
                shared_bucket_names=args.shared_bucket_names,
                tags=args.tags,
            ),
            child,
        )
        self.vpc_id = vpc.id
        self.cidr = args.cidr
        self.zones = list(args.zones)
        self.public_subnet_ids = [subnet.id for subnet in public]
        self.private_subnet_ids = [subnet.id for subnet in private]
        self.isolated_subnet_ids = [subnet.id for subnet in isolated]
        self.private_subnet_ids_by_zone = dict(zip(args.zones, self.private_subnet_ids, strict=True))
        self.private_route_table_ids = [table.id for table in tables]
        self.endpoint_security_group_id = endpoints.security_group_id
        self.efa_security_group_id = None
        if args.efa:
            efa = EfaSecurityGroup(f"{name}-efa", EfaSecurityGroupArgs(vpc_id=vpc.id, tags=args.tags), child)
            self.efa_security_group_id = efa.security_group_id
        self.placement_group_names = placement_groups(name, args.placement_group_names, args.tags, child)
        self.register_outputs(self.outputs())

    def _internet(
        self, name: str, args: NetworkArgs, vpc: aws.ec2.Vpc, public: Sequence[aws.ec2.Subnet]
    ) -> aws.ec2.InternetGateway:
        """Route the public subnets to the internet."""
        child = pulumi.ResourceOptions(parent=self)
        gateway = aws.ec2.InternetGateway(
            f"{name}-internet", vpc_id=vpc.id, tags={**args.tags, "Name": name}, opts=child
        )
        table = aws.ec2.RouteTable(
            f"{name}-public", vpc_id=vpc.id, tags={**args.tags, "Name": f"{name}-public"}, opts=child
        )
        aws.ec2.Route(
            f"{name}-public-internet",
            route_table_id=table.id,
            destination_cidr_block=ANYWHERE,
            gateway_id=gateway.id,
            opts=child,
        )
        for zone, subnet in zip(args.zones, public, strict=True):
            aws.ec2.RouteTableAssociation(
                f"{name}-public-{zone}", subnet_id=subnet.id, route_table_id=table.id, opts=child
            )
        return gateway

    def _nat_gateways(
        self,
        name: str,
        args: NetworkArgs,
        public: Sequence[aws.ec2.Subnet],
        internet: aws.ec2.InternetGateway,
    ) -> list[aws.ec2.NatGateway]:
        """Create the NAT gateways, in the order of their zones."""
        wanted = 1 if args.nat == Nat.SINGLE else len(args.zones)
        gateways: list[aws.ec2.NatGateway] = []
        for zone, subnet in list(zip(args.zones, public, strict=True))[:wanted]:
            # Others allow-list this address: it outlives the gateway.
            address = aws.ec2.Eip(
                f"{name}-nat-{zone}-address",
                domain="vpc",
                tags={**args.tags, "Name": f"{name}-nat-{zone}"},
                opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
            )
            gateways.append(
                aws.ec2.NatGateway(
                    f"{name}-nat-{zone}",
                    subnet_id=subnet.id,
                    allocation_id=address.allocation_id,
                    connectivity_type="public",
                    tags={**args.tags, "Name": f"{name}-{zone}"},
                    opts=pulumi.ResourceOptions(parent=self, depends_on=[internet]),
                )
            )
        return gateways

    def _private_routes(
        self,
        name: str,
        args: NetworkArgs,
        vpc: aws.ec2.Vpc,
        private: Sequence[aws.ec2.Subnet],
        gateways: Sequence[aws.ec2.NatGateway],
    ) -> list[aws.ec2.RouteTable]:
        """Give each zone a route table of its own, whose way out is its own NAT gateway or the single one."""
        child = pulumi.ResourceOptions(parent=self)
        tables: list[aws.ec2.RouteTable] = []
        for index, (zone, subnet) in enumerate(zip(args.zones, private, strict=True)):
            table = aws.ec2.RouteTable(
                f"{name}-private-{zone}",
                vpc_id=vpc.id,
                tags={**args.tags, "Name": f"{name}-private-{zone}"},
                opts=child,
            )
            aws.ec2.Route(
                f"{name}-private-{zone}-nat",
                route_table_id=table.id,
                destination_cidr_block=ANYWHERE,
                nat_gateway_id=gateways[index % len(gateways)].id,
                opts=child,
            )
            aws.ec2.RouteTableAssociation(
                f"{name}-private-{zone}", subnet_id=subnet.id, route_table_id=table.id, opts=child
            )
            tables.append(table)
        return tables
