"""The network of a platform: a new VPC or an existing one."""

import pulumi

from components.network import ExistingNetwork, ExistingNetworkArgs, Nat, Network, NetworkArgs, NetworkOutputs
from components.platform.scope import AwsScope
from evenkeel.spec import ExistingNetwork as ExistingNetworkSection
from evenkeel.spec import NewNetwork, Platform


def placement_group_name(platform: Platform, pool: str) -> str:
    """Return the physical name of a pool's placement group, by which its nodes are launched."""
    return f"{platform.full_name}-{pool}"


def make_network(scope: AwsScope, log_key_arn: pulumi.Input[str]) -> NetworkOutputs:
    """Make the VPC, or what an existing one needs besides."""
    platform, target = scope.platform, scope.target
    efa = any(pool.efa for pool in platform.node_pools)
    groups = [placement_group_name(platform, pool.name) for pool in platform.node_pools if pool.placement_group]
    section = platform.network
    if isinstance(section, NewNetwork):
        return Network(
            "network",
            NetworkArgs(
                account_id=target.account_id,
                region=target.region,
                cidr=section.cidr,
                zones=list(target.zones),
                nat=Nat.PER_ZONE if section.nat == "perZone" else Nat.SINGLE,
                interface_endpoints=list(section.endpoints),
                shared_bucket_names=[],
                flow_log_retention_days=section.flow_logs.retention_days,
                log_key_arn=log_key_arn,
                cluster_name=platform.full_name,
                efa=efa,
                placement_group_names=groups,
                protect=platform.protect,
                tags=scope.tags,
            ),
            scope.opts,
        )
    assert isinstance(section, ExistingNetworkSection)
    vpc = section.existing
    zones = [zone for zone in target.zones if zone in vpc.subnets.private]
    return ExistingNetwork(
        "network",
        ExistingNetworkArgs(
            account_id=target.account_id,
            region=target.region,
            cidr=vpc.cidr,
            zones=zones,
            vpc_id=vpc.vpc_id,
            public_subnet_ids=[vpc.subnets.public[zone] for zone in zones if zone in vpc.subnets.public],
            private_subnet_ids=[vpc.subnets.private[zone] for zone in zones],
            isolated_subnet_ids=[(vpc.subnets.isolated or vpc.subnets.private)[zone] for zone in zones],
            private_route_table_ids=[],
            interface_endpoints=[],
            shared_bucket_names=[],
            efa=efa,
            placement_group_names=groups,
            tags=scope.tags,
        ),
        scope.opts,
    )
