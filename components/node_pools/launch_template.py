"""The launch template of a managed node group."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.node_pools.capacity import CAPACITY_BLOCK, ReservationArgs
from components.node_pools.efa import EfaArgs, NetworkInterface, network_interfaces
from components.node_pools.volume import VolumeArgs

_SINGLE = NetworkInterface(network_card=0, device=0, kind="interface")
_TAGGED = ("instance", "volume", "network-interface")


@dataclass(frozen=True, kw_only=True)
class LaunchTemplateArgs:
    """What the launch template needs; `ManagedNodePoolArgs` describes the fields."""

    pool: str
    instance_type: str | None
    image_id: str | None
    user_data: pulumi.Input[str] | None
    security_group_ids: list[pulumi.Input[str]]
    efa: EfaArgs | None
    reservation: ReservationArgs | None
    placement_group_name: pulumi.Input[str] | None
    volume: VolumeArgs
    detailed_monitoring: bool
    tags: dict[str, str]


def launch_template(name: str, args: LaunchTemplateArgs, opts: pulumi.ResourceOptions) -> aws.ec2.LaunchTemplate:
    """Register the launch template of a pool.

    Subnets stay out of it, since EKS gives them; security groups are named on each interface.
    """
    tags = {**args.tags, "Name": args.pool}
    group = args.placement_group_name
    return aws.ec2.LaunchTemplate(
        name,
        description=f"Nodes of pool {args.pool}",
        instance_type=args.instance_type,
        image_id=args.image_id,
        user_data=args.user_data,
        update_default_version=True,
        network_interfaces=_interfaces(args),
        block_device_mappings=[_root_volume(args.volume)],
        metadata_options=aws.ec2.LaunchTemplateMetadataOptionsArgs(
            http_endpoint="enabled",
            http_tokens="required",
            http_put_response_hop_limit=1,  # pods get credentials from Pod Identity, never from the node
        ),
        monitoring=aws.ec2.LaunchTemplateMonitoringArgs(enabled=args.detailed_monitoring),
        placement=aws.ec2.LaunchTemplatePlacementArgs(group_name=group) if group is not None else None,
        instance_market_options=_market(args.reservation),
        capacity_reservation_specification=_reservation(args.reservation),
        tag_specifications=[
            aws.ec2.LaunchTemplateTagSpecificationArgs(resource_type=each, tags=tags) for each in _TAGGED
        ],
        tags=args.tags,
        opts=opts,
    )


def _interfaces(args: LaunchTemplateArgs) -> list[aws.ec2.LaunchTemplateNetworkInterfaceArgs]:
    interfaces = network_interfaces(args.efa) if args.efa is not None else [_SINGLE]
    return [
        aws.ec2.LaunchTemplateNetworkInterfaceArgs(
            network_card_index=each.network_card,
            device_index=each.device,
            interface_type=each.kind,
            # EC2 takes this for a single interface only; the pools' subnets give no public addresses either.
            associate_public_ip_address="false" if len(interfaces) == 1 else None,
            delete_on_termination="true",
            security_groups=args.security_group_ids,
        )
        for each in interfaces
    ]


def _root_volume(volume: VolumeArgs) -> aws.ec2.LaunchTemplateBlockDeviceMappingArgs:
    return aws.ec2.LaunchTemplateBlockDeviceMappingArgs(
        device_name="/dev/xvda",
        ebs=aws.ec2.LaunchTemplateBlockDeviceMappingEbsArgs(
            encrypted="true",
            kms_key_id=volume.kms_key_arn,
            volume_type="gp3",
            volume_size=volume.size_gib,
            iops=volume.iops,
            throughput=volume.throughput_mibps,
            delete_on_termination="true",
        ),
    )


def _market(reservation: ReservationArgs | None) -> aws.ec2.LaunchTemplateInstanceMarketOptionsArgs | None:
    if reservation is None or reservation.kind != CAPACITY_BLOCK:
        return None
    return aws.ec2.LaunchTemplateInstanceMarketOptionsArgs(market_type=CAPACITY_BLOCK)


def _reservation(
    reservation: ReservationArgs | None,
) -> aws.ec2.LaunchTemplateCapacityReservationSpecificationArgs | None:
    if reservation is None:
        return None
    return aws.ec2.LaunchTemplateCapacityReservationSpecificationArgs(
        capacity_reservation_target=aws.ec2.LaunchTemplateCapacityReservationSpecificationCapacityReservationTargetArgs(
            capacity_reservation_id=reservation.ids[0]
        )
    )
