"""Node pools: what Karpenter launches or EKS keeps, and how pods find it."""

from components.node_pools.accelerator import (
    EFA_RESOURCE,
    AcceleratorArgs,
    accelerator_resource,
    extended_resources,
)
from components.node_pools.capacity import ReservationArgs
from components.node_pools.disruption import BudgetArgs, DisruptionArgs, disruption_for
from components.node_pools.efa import EfaArgs
from components.node_pools.errors import NodePoolError
from components.node_pools.facts import PoolFacts, pool_facts
from components.node_pools.karpenter_node_pool import KarpenterNodePool, KarpenterNodePoolArgs
from components.node_pools.labels import node_labels
from components.node_pools.limits import LimitsArgs
from components.node_pools.managed_node_pool import ManagedNodePool, ManagedNodePoolArgs
from components.node_pools.node_class import SelectorTermArgs
from components.node_pools.node_config import CustomImageArgs
from components.node_pools.placement import PodPlacement, placement
from components.node_pools.taints import TaintArgs, TolerationArgs, agent_tolerations, node_taints
from components.node_pools.volume import VolumeArgs

__all__ = [
    "EFA_RESOURCE",
    "AcceleratorArgs",
    "BudgetArgs",
    "CustomImageArgs",
    "DisruptionArgs",
    "EfaArgs",
    "KarpenterNodePool",
    "KarpenterNodePoolArgs",
    "LimitsArgs",
    "ManagedNodePool",
    "ManagedNodePoolArgs",
    "NodePoolError",
    "PodPlacement",
    "PoolFacts",
    "ReservationArgs",
    "SelectorTermArgs",
    "TaintArgs",
    "TolerationArgs",
    "VolumeArgs",
    "accelerator_resource",
    "agent_tolerations",
    "disruption_for",
    "extended_resources",
    "node_labels",
    "node_taints",
    "placement",
    "pool_facts",
]
