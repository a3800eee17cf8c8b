"""The seam between infrastructure and workloads."""

from components.bindings.existing_cluster import bindings_for_cluster
from components.bindings.record import (
    AwsBinding,
    Bindings,
    BucketBinding,
    CacheBinding,
    ClusterBinding,
    LoadBalancerBinding,
    NodeBinding,
)
from components.bindings.stack_outputs import (
    BindingsShape,
    StackOutputs,
    bindings_from_stack,
    shape_of,
    to_outputs,
)

__all__ = [
    "AwsBinding",
    "Bindings",
    "BindingsShape",
    "BucketBinding",
    "CacheBinding",
    "ClusterBinding",
    "LoadBalancerBinding",
    "NodeBinding",
    "StackOutputs",
    "bindings_for_cluster",
    "bindings_from_stack",
    "shape_of",
    "to_outputs",
]
