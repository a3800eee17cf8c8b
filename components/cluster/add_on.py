"""EKS managed add-ons, each of one pinned version and with its settings."""

import json
from collections.abc import Mapping, Sequence

import pulumi
import pulumi_aws as aws

from components.cluster.system_nodes import SYSTEM_NODE_SELECTOR, SYSTEM_TOLERATIONS

_ON_SYSTEM_NODES: dict[str, object] = {"nodeSelector": SYSTEM_NODE_SELECTOR, "tolerations": SYSTEM_TOLERATIONS}

# Nodes do not become ready without these.
BEFORE_NODES = ("vpc-cni", "kube-proxy", "eks-pod-identity-agent")
# These have pods that stay pending, and add-ons that stay degraded, until there are nodes.
AFTER_NODES = ("coredns", "aws-ebs-csi-driver", "metrics-server")

SETTINGS: Mapping[str, Mapping[str, object]] = {
    "vpc-cni": {
        "enableNetworkPolicy": "true",
        # Sixteen addresses at a time: more pods a node, and fewer calls to EC2.
        "env": {"ENABLE_PREFIX_DELEGATION": "true", "WARM_PREFIX_TARGET": "1"},
    },
    "coredns": {"autoScaling": {"enabled": True, "minReplicas": 2, "maxReplicas": 10}, **_ON_SYSTEM_NODES},
    "aws-ebs-csi-driver": {"controller": _ON_SYSTEM_NODES},
    "metrics-server": _ON_SYSTEM_NODES,
}


def managed_add_on(
    prefix: str,
    add_on: str,
    version: str,
    *,
    cluster_name: pulumi.Input[str],
    parent: pulumi.Resource,
    depends_on: Sequence[pulumi.Resource],
    tags: dict[str, str],
) -> aws.eks.Addon:
    """Return the add-on `add_on`; what it needs from AWS has to be among `depends_on`."""
    settings = SETTINGS.get(add_on)
    return aws.eks.Addon(
        f"{prefix}-{add_on}",
        cluster_name=cluster_name,
        addon_name=add_on,
        addon_version=version,
        configuration_values=json.dumps(settings, sort_keys=True, separators=(",", ":")) if settings else None,
        # What stands here counts, not what somebody changed in the cluster.
        resolve_conflicts_on_create="OVERWRITE",
        resolve_conflicts_on_update="OVERWRITE",
        tags=tags,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=list(depends_on)),
    )
