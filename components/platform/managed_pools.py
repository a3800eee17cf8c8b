"""The pools that EKS keeps: static ones, and FPGAs, which Karpenter does not know."""

import pulumi

from components.cluster import Cluster, NodeRole, NodeRoleArgs
from components.network import NetworkOutputs
from components.node_pools import ManagedNodePool, ManagedNodePoolArgs, VolumeArgs
from components.platform.cluster import NODE_IMAGE, kubernetes_version
from components.platform.encryption_keys import EncryptionKeys
from components.platform.pool_arguments import capacity_types, facts_of, reservation_of, taints_of, zones_of
from components.platform.scope import AwsScope
from evenkeel.catalogue.versions import version_matrix
from evenkeel.spec import NodePool


def make_managed_pools(
    scope: AwsScope, network: NetworkOutputs, cluster: Cluster, keys: EncryptionKeys, image_repository_arns: list[str]
) -> None:
    """Make an EKS node group for each pool whose manager is `managed`."""
    platform = scope.platform
    pools = [pool for pool in platform.node_pools if pool.manager == "managed"]
    if not pools:
        return
    role = NodeRole(
        "managed-node",
        NodeRoleArgs(
            description=f"Nodes of the managed pools of {platform.full_name}",
            region=scope.target.region,
            image_repository_arns=image_repository_arns,
            debugging=False,
            tags=scope.tags,
        ),
        scope.opts,
    )
    after_cluster = pulumi.ResourceOptions.merge(scope.opts, pulumi.ResourceOptions(depends_on=cluster.ready))
    for pool in pools:
        arguments = _arguments(
            scope, pool, network, cluster, node_role_arn=role.role_arn, volume_key_arn=keys["volumes"]
        )
        ManagedNodePool(f"pool-{pool.name}", arguments, after_cluster)


def _arguments(
    scope: AwsScope,
    pool: NodePool,
    network: NetworkOutputs,
    cluster: Cluster,
    *,
    node_role_arn: pulumi.Output[str],
    volume_key_arn: pulumi.Output[str],
) -> ManagedNodePoolArgs:
    platform = scope.platform
    facts = facts_of(pool)
    version = kubernetes_version(platform)
    assert pool.max.nodes is not None, "sizing works out the limit in nodes"
    groups: list[pulumi.Input[str]] = [cluster.security_group_id]
    if pool.efa and network.efa_security_group_id is not None:
        groups.append(network.efa_security_group_id)
    grouped = [each.name for each in platform.node_pools if each.placement_group]
    return ManagedNodePoolArgs(
        pool=pool.name,
        purpose=pool.purpose,
        cluster_name=cluster.cluster_name,
        node_role_arn=node_role_arn,
        kubernetes_version=version,
        image_release_version=version_matrix().node_image(NODE_IMAGE).release(version),
        instance_types=list(pool.instance_types),
        architecture=facts.architecture,
        capacity_type=capacity_types(pool)[0],
        subnet_ids=[network.private_subnet_ids_by_zone[zone] for zone in zones_of(pool, network.zones)],
        security_group_ids=groups,
        accelerator=facts.accelerator,
        efa=facts.efa,
        local_nvme=facts.local_nvme and pool.local_storage == "raid0",
        reservation=reservation_of(pool),
        placement_group_name=network.placement_group_names[grouped.index(pool.name)] if pool.placement_group else None,
        labels=dict(pool.labels),
        taints=taints_of(pool),
        minimum=pool.min.nodes,
        maximum=pool.max.nodes,
        desired=pool.min.nodes,
        volume=VolumeArgs(size_gib=pool.root_volume_gib, kms_key_arn=volume_key_arn, iops=None, throughput_mibps=None),
        detailed_monitoring=platform.environment == "prod",
        node_repair=True,
        image=None,
        tags=scope.tags,
    )
