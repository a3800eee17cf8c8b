"""A VPC that somebody else made, by its ids, with the same outputs as a new one."""

from dataclasses import dataclass

import pulumi

from components.network.efa import EfaSecurityGroup, EfaSecurityGroupArgs, placement_groups
from components.network.endpoints import PrivateEndpoints, PrivateEndpointsArgs
from components.network.outputs import NetworkOutputs


@dataclass(frozen=True, kw_only=True)
class ExistingNetworkArgs:
    """What an `ExistingNetwork` needs; each list of subnets is in the order of the zones.

    The subnets' tags are their owner's: Karpenter and the load balancer controller are given ids instead.

    Attributes:
        account_id: AWS account of the VPC.
        region: region of the VPC.
        vpc_id: the VPC.
        cidr: IPv4 block of the VPC.
        zones: the availability zones of the subnets.
        public_subnet_ids: subnets that reach the internet directly; may be empty.
        private_subnet_ids: subnets of the nodes, one a zone.
        isolated_subnet_ids: subnets of caches and databases, one a zone; the private ones will do.
        private_route_table_ids: route tables that get a route to S3; empty makes no gateway endpoint.
        interface_endpoints: short names of AWS services that have no endpoint there yet; empty makes none.
        shared_bucket_names: buckets of other accounts that may be read through a gateway endpoint made here.
        efa: make a security group for EFA.
        placement_group_names: names of placement groups of strategy cluster to make.
        tags: tags of what is made.
    """

    account_id: str
    region: str
    vpc_id: str
    cidr: str
    zones: list[str]
    public_subnet_ids: list[str]
    private_subnet_ids: list[str]
    isolated_subnet_ids: list[str]
    private_route_table_ids: list[str]
    interface_endpoints: list[str]
    shared_bucket_names: list[str]
    efa: bool
    placement_group_names: list[str]
    tags: dict[str, str]


class ExistingNetwork(pulumi.ComponentResource, NetworkOutputs):
    """The outputs of a network for a VPC that exists; it makes only the endpoints and groups asked for."""

    def __init__(self, name: str, args: ExistingNetworkArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:ExistingNetwork", name, None, opts)
        _check_lengths(args)
        child = pulumi.ResourceOptions(parent=self)
        self.vpc_id = pulumi.Output.from_input(args.vpc_id)
        self.cidr = args.cidr
        self.zones = list(args.zones)
        self.public_subnet_ids = _outputs(args.public_subnet_ids)
        self.private_subnet_ids = _outputs(args.private_subnet_ids)
        self.isolated_subnet_ids = _outputs(args.isolated_subnet_ids)
        self.private_subnet_ids_by_zone = dict(zip(args.zones, self.private_subnet_ids, strict=True))
        self.private_route_table_ids = _outputs(args.private_route_table_ids)
        self.endpoint_security_group_id = None
        if args.private_route_table_ids or args.interface_endpoints:
            endpoints = PrivateEndpoints(
                f"{name}-endpoints",
                PrivateEndpointsArgs(
                    account_id=args.account_id,
                    region=args.region,
                    vpc_id=args.vpc_id,
                    cidr=args.cidr,
                    route_table_ids=[*args.private_route_table_ids],
                    subnet_ids=[*args.private_subnet_ids],
                    services=args.interface_endpoints,
                    shared_bucket_names=args.shared_bucket_names,
                    tags=args.tags,
                ),
                child,
            )
            self.endpoint_security_group_id = endpoints.security_group_id
        self.efa_security_group_id = None
        if args.efa:
            efa = EfaSecurityGroup(f"{name}-efa", EfaSecurityGroupArgs(vpc_id=args.vpc_id, tags=args.tags), child)
            self.efa_security_group_id = efa.security_group_id
        self.placement_group_names = placement_groups(name, args.placement_group_names, args.tags, child)
        self.register_outputs(self.outputs())


def _outputs(ids: list[str]) -> list[pulumi.Output[str]]:
    return [pulumi.Output.from_input(identifier) for identifier in ids]


def _check_lengths(args: ExistingNetworkArgs) -> None:
    for field, ids in (
        ("private_subnet_ids", args.private_subnet_ids),
        ("isolated_subnet_ids", args.isolated_subnet_ids),
    ):
        if len(ids) != len(args.zones):
            raise ValueError(
                f"{field}: {len(ids)} subnets for {len(args.zones)} zones; give one for each zone, in order"
            )
