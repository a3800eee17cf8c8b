"""The EKS cluster: control plane, pinned add-ons, system nodes, and how to reach it."""

from components.cluster.access import EksEndpointArgs, crd_provider, eks_kubeconfig, kubernetes_provider
from components.cluster.cluster import Cluster, ClusterArgs, add_on_names
from components.cluster.control_plane import ControlPlane, ControlPlaneArgs
from components.cluster.node_role import NodeRole, NodeRoleArgs
from components.cluster.storage_class import DefaultStorageClass, DefaultStorageClassArgs
from components.cluster.system_nodes import SYSTEM_NODE_SELECTOR, SYSTEM_TOLERATIONS, SystemNodesArgs

__all__ = [
    "SYSTEM_NODE_SELECTOR",
    "SYSTEM_TOLERATIONS",
    "Cluster",
    "ClusterArgs",
    "ControlPlane",
    "ControlPlaneArgs",
    "DefaultStorageClass",
    "DefaultStorageClassArgs",
    "EksEndpointArgs",
    "NodeRole",
    "NodeRoleArgs",
    "SystemNodesArgs",
    "add_on_names",
    "crd_provider",
    "eks_kubeconfig",
    "kubernetes_provider",
]
