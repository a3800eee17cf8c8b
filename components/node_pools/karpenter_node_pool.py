"""A pool of nodes that Karpenter launches when pods wait for them, and takes away after."""

from dataclasses import dataclass

import pulumi

from components.node_pools.accelerator import FPGA, AcceleratorArgs
from components.node_pools.capacity import (
    CAPACITY_BLOCK,
    RESERVED,
    CapacityArgs,
    ReservationArgs,
    check_capacity,
    placement_group,
)
from components.node_pools.disruption import DisruptionArgs
from components.node_pools.efa import EfaArgs
from components.node_pools.errors import NodePoolError
from components.node_pools.labels import node_labels
from components.node_pools.limits import LimitsArgs, limits_document
from components.node_pools.node_class import NodeClassArgs, SelectorTermArgs, image_family, node_class_spec
from components.node_pools.taints import TaintArgs, node_taints
from components.node_pools.volume import VolumeArgs

_ARCHITECTURES = ("amd64", "arm64")
_NODE_CLASS_GROUP = "karpenter.k8s.aws"


@dataclass(frozen=True, kw_only=True)
class KarpenterNodePoolArgs:
    """What a `KarpenterNodePool` needs.

    Attributes:
        pool: name of the pool, of its NodePool and of its EC2NodeClass.
        purpose: what it is for: `inference`, `training`, `general`...; every purpose but `general` taints the nodes.
        instance_types: EC2 instance types, all with the same accelerator and EFA layout.
        architecture: `amd64` or `arm64`.
        capacity_types: `on-demand`, `spot`, `reserved`; Karpenter takes reserved first, then the cheapest.
        zones: availability zones; exactly one with EFA or a Capacity Block.
        accelerator: accelerators of a node; None for a CPU pool.
        efa: EFA interfaces of a node; None for none.
        local_nvme: join the instance's NVMe disks into one, for images, logs and empty directories.
        reservation: reservations to draw on, together with the capacity type `reserved`.
        placement_group_name: cluster placement group; None with a reservation, whose own group counts.
        labels: further labels of the nodes.
        taints: further taints of the nodes.
        limits: how large the pool may grow.
        weight: 1 to 100, higher is tried first; None for equal.
        disruption: when nodes may be taken away.
        expire_after: age at which a node is replaced (`720h`), or `Never`.
        termination_grace_period: how long pods may hold a node that goes (`1h`); it overrides disruption budgets of
            pods and `karpenter.sh/do-not-disrupt`. None waits for ever.
        image_alias: node image, pinned to a dated release: `al2023@v20260911`.
        node_role_name: IAM role of the nodes.
        subnets: where nodes start.
        security_groups: their security groups; with EFA, one that allows all traffic to and from itself.
        volume: root volume.
        max_pods: pods per node; None leaves it to Karpenter, which counts addresses without prefix delegation.
        detailed_monitoring: CloudWatch metrics each minute instead of each five.
        tags: tags of instances, volumes, interfaces and launch templates.
    """

    pool: str
    purpose: str
    instance_types: list[str]
    architecture: str
    capacity_types: list[str]
    zones: list[str]
    accelerator: AcceleratorArgs | None
    efa: EfaArgs | None
    local_nvme: bool
    reservation: ReservationArgs | None
    placement_group_name: pulumi.Input[str] | None
    labels: dict[str, str]
    taints: list[TaintArgs]
    limits: LimitsArgs
    weight: int | None
    disruption: DisruptionArgs
    expire_after: str
    termination_grace_period: str | None
    image_alias: str
    node_role_name: pulumi.Input[str]
    subnets: list[SelectorTermArgs]
    security_groups: list[SelectorTermArgs]
    volume: VolumeArgs
    max_pods: int | None
    detailed_monitoring: bool
    tags: dict[str, str]


class KarpenterNodePool(pulumi.ComponentResource):
    """A NodePool and its EC2NodeClass.

    Make it depend on Karpenter's chart: then, on destroy, the pool goes first and Karpenter still runs to end its
    instances.
    """

    pool: pulumi.Output[str]

    def __init__(self, name: str, args: KarpenterNodePoolArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        _check(args)
        super().__init__("evenkeel:index:KarpenterNodePool", name, None, opts)
        self.node_class = pulumi.CustomResource(
            "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
            f"{name}-node-class",
            {
                "apiVersion": f"{_NODE_CLASS_GROUP}/v1",
                "kind": "EC2NodeClass",
                "metadata": {"name": args.pool},
                "spec": node_class_spec(_node_class_args(args)),
            },
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.node_pool = pulumi.CustomResource(
            "kubernetes:karpenter.sh/v1:NodePool",
            f"{name}-node-pool",
            {
                "apiVersion": "karpenter.sh/v1",
                "kind": "NodePool",
                "metadata": {"name": args.pool},
                "spec": _node_pool_spec(args),
            },
            opts=pulumi.ResourceOptions(parent=self, depends_on=[self.node_class]),
        )
        self.pool = pulumi.Output.from_input(args.pool)
        self.register_outputs({"pool": self.pool})


def _check(args: KarpenterNodePoolArgs) -> None:
    if args.architecture not in _ARCHITECTURES:
        raise NodePoolError(args.pool, "architecture", args.architecture, f"use {' or '.join(_ARCHITECTURES)}")
    if args.accelerator is not None and args.accelerator.kind == FPGA:
        fix = "Karpenter does not know FPGAs and would never launch a node for them: use a managed node group"
        raise NodePoolError(args.pool, "accelerator.kind", FPGA, fix)
    check_capacity(
        CapacityArgs(
            pool=args.pool,
            capacity_types=args.capacity_types,
            zones_field="zones",
            zone_count=len(args.zones),
            reservation=args.reservation,
            placement_group_name=args.placement_group_name,
            efa=args.efa,
        )
    )


def _node_class_args(args: KarpenterNodePoolArgs) -> NodeClassArgs:
    return NodeClassArgs(
        pool=args.pool,
        image_alias=args.image_alias,
        node_role_name=args.node_role_name,
        subnets=args.subnets,
        security_groups=args.security_groups,
        efa=args.efa,
        reservation=args.reservation,
        placement_group_name=placement_group(args.reservation, args.placement_group_name),
        local_nvme=args.local_nvme,
        volume=args.volume,
        max_pods=args.max_pods,
        detailed_monitoring=args.detailed_monitoring,
        tags=args.tags,
    )


def _node_pool_spec(args: KarpenterNodePoolArgs) -> dict[str, object]:
    family = image_family(args.pool, args.image_alias)
    labels = node_labels(args.pool, args.purpose, args.accelerator, args.efa, family)
    template: dict[str, object] = {
        "nodeClassRef": {"group": _NODE_CLASS_GROUP, "kind": "EC2NodeClass", "name": args.pool},
        "requirements": _requirements(args),
        "taints": [
            {"key": taint.key, "value": taint.value, "effect": taint.effect}
            for taint in [*node_taints(args.purpose, args.accelerator), *args.taints]
        ],
        "expireAfter": args.expire_after,
    }
    if args.termination_grace_period is not None:
        template["terminationGracePeriod"] = args.termination_grace_period
    spec: dict[str, object] = {
        "template": {"metadata": {"labels": {**args.labels, **labels}}, "spec": template},
        "disruption": args.disruption.document(),
        "limits": limits_document(args.pool, args.limits, args.accelerator),
    }
    if args.weight is not None:
        spec["weight"] = args.weight
    return spec


def _requirements(args: KarpenterNodePoolArgs) -> list[dict[str, object]]:
    requirements = {
        "node.kubernetes.io/instance-type": args.instance_types,
        "karpenter.sh/capacity-type": args.capacity_types,
        "topology.kubernetes.io/zone": args.zones,
        "kubernetes.io/arch": [args.architecture],
        "kubernetes.io/os": ["linux"],
    }
    if args.reservation is not None and args.capacity_types == [RESERVED]:
        # Offers without a reservation lack this label, so it may only stand where there is no fallback.
        kind = CAPACITY_BLOCK if args.reservation.kind == CAPACITY_BLOCK else "default"
        requirements["karpenter.k8s.aws/capacity-reservation-type"] = [kind]
    return [{"key": key, "operator": "In", "values": values} for key, values in requirements.items()]
