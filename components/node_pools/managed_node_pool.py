"""A pool of nodes that EKS keeps: for capacity of a fixed size, and for FPGAs, which Karpenter does not know."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.node_pools.accelerator import NEURON, NVIDIA, AcceleratorArgs
from components.node_pools.capacity import (
    CAPACITY_BLOCK,
    ON_DEMAND,
    RESERVED,
    SPOT,
    CapacityArgs,
    ReservationArgs,
    check_capacity,
    placement_group,
)
from components.node_pools.efa import EfaArgs
from components.node_pools.errors import NodePoolError
from components.node_pools.labels import node_labels
from components.node_pools.launch_template import LaunchTemplateArgs, launch_template
from components.node_pools.node_config import CustomImageArgs, user_data
from components.node_pools.taints import TaintArgs, node_taints
from components.node_pools.volume import VolumeArgs

_IMAGE_TYPES: dict[tuple[str, str | None], str] = {
    ("amd64", NVIDIA): "AL2023_x86_64_NVIDIA",
    ("amd64", NEURON): "AL2023_x86_64_NEURON",
    ("amd64", None): "AL2023_x86_64_STANDARD",
    ("arm64", NVIDIA): "AL2023_ARM_64_NVIDIA",
    ("arm64", None): "AL2023_ARM_64_STANDARD",
}
_IMAGE_VARIANTS = (NVIDIA, NEURON)

_EFFECTS = {
    "NoSchedule": "NO_SCHEDULE",
    "PreferNoSchedule": "PREFER_NO_SCHEDULE",
    "NoExecute": "NO_EXECUTE",
}


@dataclass(frozen=True, kw_only=True)
class ManagedNodePoolArgs:
    """What a `ManagedNodePool` needs.

    Attributes:
        pool: name of the pool.
        purpose: what it is for: `inference`, `training`, `general`...; every purpose but `general` taints the nodes.
        cluster_name: EKS cluster.
        node_role_arn: IAM role of the nodes.
        kubernetes_version: Kubernetes version of the nodes (`1.36`).
        image_release_version: release of EKS's image (`1.36.0-20260911`); not used with an own image.
        instance_types: EC2 instance types, all with the same accelerator and EFA layout; one with a reservation.
        architecture: `amd64` or `arm64`.
        capacity_type: `on-demand`, `spot` or `reserved`.
        subnet_ids: where nodes start, one per zone; exactly one with EFA or a Capacity Block.
        security_group_ids: security groups of the nodes, the cluster's own among them (the launch template replaces
            EKS's choice); with EFA, one that allows all traffic to and from itself.
        accelerator: accelerators of a node; None for a CPU pool.
        efa: EFA interfaces of a node; None for none.
        local_nvme: join the instance's NVMe disks into one, for images, logs and empty directories.
        reservation: the reservation to draw on, by exactly one id.
        placement_group_name: cluster placement group; None with a reservation, whose own group counts.
        labels: further labels of the nodes.
        taints: further taints of the nodes.
        minimum: fewest nodes.
        maximum: most nodes; with a reservation, no more than it holds.
        desired: nodes at first; later changes, made by autoscalers or by hand, are left alone.
        volume: root volume.
        detailed_monitoring: CloudWatch metrics each minute instead of each five.
        node_repair: let EKS replace nodes that its monitoring agent finds broken.
        image: own node image; None for EKS's.
        tags: tags of the group, its launch template, instances, volumes and interfaces.
    """

    pool: str
    purpose: str
    cluster_name: pulumi.Input[str]
    node_role_arn: pulumi.Input[str]
    kubernetes_version: str
    image_release_version: str
    instance_types: list[str]
    architecture: str
    capacity_type: str
    subnet_ids: list[pulumi.Input[str]]
    security_group_ids: list[pulumi.Input[str]]
    accelerator: AcceleratorArgs | None
    efa: EfaArgs | None
    local_nvme: bool
    reservation: ReservationArgs | None
    placement_group_name: pulumi.Input[str] | None
    labels: dict[str, str]
    taints: list[TaintArgs]
    minimum: int
    maximum: int
    desired: int
    volume: VolumeArgs
    detailed_monitoring: bool
    node_repair: bool
    image: CustomImageArgs | None
    tags: dict[str, str]


class ManagedNodePool(pulumi.ComponentResource):
    """An EKS managed node group with its launch template."""

    pool: pulumi.Output[str]
    node_group_name: pulumi.Output[str]
    node_group_arn: pulumi.Output[str]

    def __init__(self, name: str, args: ManagedNodePoolArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        _check(args)
        super().__init__("evenkeel:index:ManagedNodePool", name, None, opts)
        template = launch_template(f"{name}-template", _launch_template_args(args), pulumi.ResourceOptions(parent=self))
        own_image = args.image is not None
        self.node_group = aws.eks.NodeGroup(
            f"{name}-group",
            cluster_name=args.cluster_name,
            node_role_arn=args.node_role_arn,
            subnet_ids=args.subnet_ids,
            # EKS reads type, version and release from an own image.
            ami_type="CUSTOM" if own_image else _image_type(args),
            version=None if own_image else args.kubernetes_version,
            release_version=None if own_image else args.image_release_version,
            instance_types=None if args.reservation is not None else args.instance_types,
            capacity_type=_capacity_type(args),
            launch_template=aws.eks.NodeGroupLaunchTemplateArgs(
                id=template.id, version=template.latest_version.apply(str)
            ),
            scaling_config=aws.eks.NodeGroupScalingConfigArgs(
                min_size=args.minimum, max_size=args.maximum, desired_size=args.desired
            ),
            # Old nodes go before new ones come: accelerators are scarce, and a reservation holds no spare.
            update_config=aws.eks.NodeGroupUpdateConfigArgs(
                max_unavailable=1, update_strategy="MINIMAL" if _scarce(args) else "DEFAULT"
            ),
            node_repair_config=aws.eks.NodeGroupNodeRepairConfigArgs(enabled=args.node_repair),
            labels={**args.labels, **node_labels(args.pool, args.purpose, args.accelerator, args.efa, "al2023")},
            taints=[
                aws.eks.NodeGroupTaintArgs(key=taint.key, value=taint.value, effect=_EFFECTS[taint.effect])
                for taint in [*node_taints(args.purpose, args.accelerator), *args.taints]
            ],
            tags={**args.tags, "Name": args.pool},
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=["scalingConfig.desiredSize"]),
        )
        self.pool = pulumi.Output.from_input(args.pool)
        self.node_group_name = self.node_group.node_group_name
        self.node_group_arn = self.node_group.arn
        self.register_outputs(
            {"pool": self.pool, "node_group_name": self.node_group_name, "node_group_arn": self.node_group_arn}
        )


def _check(args: ManagedNodePoolArgs) -> None:
    check_capacity(
        CapacityArgs(
            pool=args.pool,
            capacity_types=[args.capacity_type],
            zones_field="subnet_ids",
            zone_count=len(args.subnet_ids),
            reservation=args.reservation,
            placement_group_name=args.placement_group_name,
            efa=args.efa,
        )
    )
    if not args.minimum <= args.desired <= args.maximum:
        fix = f"keep it between minimum {args.minimum} and maximum {args.maximum}"
        raise NodePoolError(args.pool, "desired", args.desired, fix)
    for taint in args.taints:
        if taint.effect not in _EFFECTS:
            raise NodePoolError(args.pool, f"taints {taint.key} effect", taint.effect, f"use {', '.join(_EFFECTS)}")
    if args.image is None:
        _image_type(args)
    if args.reservation is None:
        return
    if len(args.reservation.ids) != 1:
        fix = "a managed node group draws on exactly one reservation, by its id"
        raise NodePoolError(args.pool, "reservation.ids", args.reservation.ids, fix)
    if len(args.instance_types) != 1:
        raise NodePoolError(args.pool, "instance_types", args.instance_types, "a reservation holds one type: give that")


def _image_type(args: ManagedNodePoolArgs) -> str:
    kind = args.accelerator.kind if args.accelerator is not None else None
    variant = kind if kind in _IMAGE_VARIANTS else None
    try:
        return _IMAGE_TYPES[args.architecture, variant]
    except KeyError:
        fix = f"EKS has no image for {variant or 'CPU'} nodes of it: use amd64"
        raise NodePoolError(args.pool, "architecture", args.architecture, fix) from None


def _scarce(args: ManagedNodePoolArgs) -> bool:
    return args.accelerator is not None or args.reservation is not None


def _capacity_type(args: ManagedNodePoolArgs) -> str:
    if args.reservation is not None and args.reservation.kind == CAPACITY_BLOCK:
        return "CAPACITY_BLOCK"
    return {ON_DEMAND: "ON_DEMAND", SPOT: "SPOT", RESERVED: "ON_DEMAND"}[args.capacity_type]


def _launch_template_args(args: ManagedNodePoolArgs) -> LaunchTemplateArgs:
    return LaunchTemplateArgs(
        pool=args.pool,
        instance_type=args.instance_types[0] if args.reservation is not None else None,
        image_id=args.image.image_id if args.image is not None else None,
        user_data=user_data(args.cluster_name, local_nvme=args.local_nvme, image=args.image),
        security_group_ids=args.security_group_ids,
        efa=args.efa,
        reservation=args.reservation,
        placement_group_name=placement_group(args.reservation, args.placement_group_name),
        volume=args.volume,
        detailed_monitoring=args.detailed_monitoring,
        tags=args.tags,
    )
