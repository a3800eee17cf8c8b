"""The EKS cluster of a platform."""

from components.cluster import Cluster, ClusterArgs, ControlPlaneArgs, SystemNodesArgs
from components.network import NetworkOutputs
from components.platform.encryption_keys import EncryptionKeys
from components.platform.scope import AwsScope
from evenkeel.catalogue import instance_type
from evenkeel.catalogue.versions import version_matrix
from evenkeel.spec import Platform

NODE_IMAGE = "al2023"
_IMAGE_TYPES = {"amd64": "AL2023_x86_64_STANDARD", "arm64": "AL2023_ARM_64_STANDARD"}
_SYSTEM_VOLUME_GIB = 50


def kubernetes_version(platform: Platform) -> str:
    """Return the version of the stack file, or the newest that every pinned part supports."""
    chosen = platform.cluster.version if platform.cluster else None
    return chosen or version_matrix().default_kubernetes


def make_cluster(
    scope: AwsScope, network: NetworkOutputs, keys: EncryptionKeys, image_repository_arns: list[str]
) -> Cluster:
    """Make the control plane, its add-ons and the system nodes."""
    platform, target, tags = scope.platform, scope.target, scope.tags
    section = platform.cluster
    assert section is not None, "the spec fills in the cluster wherever infrastructure is made"
    version = kubernetes_version(platform)
    matrix = version_matrix()
    nodes = section.system_nodes
    known = instance_type(nodes.instance_types[0])
    assert known is not None, "sizing refuses instance types that the catalogue does not know"
    production = platform.environment == "prod"
    return Cluster(
        "cluster",
        ClusterArgs(
            account_id=target.account_id,
            region=target.region,
            control_plane=ControlPlaneArgs(
                cluster_name=platform.full_name,
                kubernetes_version=version,
                support=section.support.upper(),
                subnet_ids=list(network.private_subnet_ids),
                service_cidr=section.service_cidr,
                private_endpoint=section.endpoint.private,
                public_endpoint_cidrs=list(section.endpoint.public_from),
                admin_arns=list(section.admins),
                secrets_key_arn=keys["secrets"],
                log_key_arn=keys["logs"],
                log_retention_days=section.log_retention_days,
                zonal_shift=production,
                deletion_protection=section.deletion_protection,
                protect=platform.protect,
                tags=tags,
            ),
            node_subnet_ids=list(network.private_subnet_ids),
            system_nodes=SystemNodesArgs(
                instance_types=list(nodes.instance_types),
                image_type=_IMAGE_TYPES[known.architecture],
                image_release=matrix.node_image(NODE_IMAGE).release(version),
                minimum=nodes.min,
                maximum=nodes.max,
                volume_gib=_SYSTEM_VOLUME_GIB,
                detailed_monitoring=production,
            ),
            volume_key_arn=keys["volumes"],
            add_on_versions=dict(matrix.add_on_versions(version)),
            image_repository_arns=image_repository_arns,
            node_debugging=False,
            tags=tags,
        ),
        scope.opts,
    )
