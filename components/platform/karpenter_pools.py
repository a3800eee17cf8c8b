"""The pools that Karpenter fills."""

import pulumi

from components.bindings import AwsBinding
from components.karpenter import Karpenter
from components.node_pools import (
    DisruptionArgs,
    KarpenterNodePool,
    KarpenterNodePoolArgs,
    LimitsArgs,
    SelectorTermArgs,
    VolumeArgs,
    disruption_for,
)
from components.platform.cluster import NODE_IMAGE, kubernetes_version
from components.platform.pool_arguments import capacity_types, facts_of, reservation_of, taints_of, zones_of
from evenkeel.catalogue.versions import version_matrix
from evenkeel.spec import NodePool, Platform

_CONSOLIDATION = {"whenEmpty": "WhenEmpty", "whenEmptyOrUnderutilized": "WhenEmptyOrUnderutilized"}
_TERMINATION_GRACE = {"inference": "2h", "training": "24h", "general": "1h"}


def make_karpenter_pools(
    platform: Platform, aws_binding: AwsBinding, karpenter: Karpenter, opts: pulumi.ResourceOptions
) -> list[KarpenterNodePool]:
    """Register a NodePool and an EC2NodeClass for each pool whose manager is `karpenter`."""
    # On destroy pools go before the controller, which drains their nodes.
    after = pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=[karpenter.release]))
    return [
        KarpenterNodePool(f"pool-{pool.name}", _arguments(platform, pool, aws_binding, karpenter), after)
        for pool in platform.node_pools
        if pool.manager == "karpenter"
    ]


def _arguments(
    platform: Platform, pool: NodePool, aws_binding: AwsBinding, karpenter: Karpenter
) -> KarpenterNodePoolArgs:
    facts = facts_of(pool)
    nodes = aws_binding.nodes
    zones = zones_of(pool, list(nodes.subnet_ids))
    groups = [SelectorTermArgs(id=nodes.security_group_id, tags={})]
    if pool.efa and nodes.efa_security_group_id is not None:
        groups.append(SelectorTermArgs(id=nodes.efa_security_group_id, tags={}))
    return KarpenterNodePoolArgs(
        pool=pool.name,
        purpose=pool.purpose,
        instance_types=list(pool.instance_types),
        architecture=facts.architecture,
        capacity_types=capacity_types(pool),
        zones=zones,
        accelerator=facts.accelerator,
        efa=facts.efa,
        local_nvme=facts.local_nvme and pool.local_storage == "raid0",
        reservation=reservation_of(pool),
        placement_group_name=nodes.placement_group_names.get(pool.name),
        labels=dict(pool.labels),
        taints=taints_of(pool),
        limits=LimitsArgs(cpu=None, memory_gib=None, accelerators=pool.max.accelerators, nodes=pool.max.nodes),
        weight=None,
        disruption=_disruption(pool),
        # Expiry ignores disruption budgets, so it would end training jobs.
        expire_after="Never" if pool.purpose == "training" else pool.expire_after,
        termination_grace_period=_TERMINATION_GRACE[pool.purpose],
        image_alias=version_matrix().node_image(NODE_IMAGE).alias(kubernetes_version(platform)),
        node_role_name=karpenter.node_role_name,
        subnets=[SelectorTermArgs(id=nodes.subnet_ids[zone], tags={}) for zone in zones],
        security_groups=groups,
        volume=VolumeArgs(
            size_gib=pool.root_volume_gib, kms_key_arn=aws_binding.volume_key_arn, iops=None, throughput_mibps=None
        ),
        max_pods=None,
        detailed_monitoring=platform.environment == "prod",
        tags={**platform.tags, "evenkeel:pool": pool.name},
    )


def _disruption(pool: NodePool) -> DisruptionArgs:
    return disruption_for(
        pool.purpose,
        consolidation_policy=_CONSOLIDATION[pool.disruption.consolidate],
        consolidate_after=pool.disruption.after,
        nodes_at_once=pool.disruption.budget,
    )
