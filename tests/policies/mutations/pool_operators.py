"""What may be broken about pools of nodes and about the load balancer in front of engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from evenkeel.model import Resource, Value
from tests.policies.mutations.editing import Steps, Tree, at, is_list
from tests.policies.mutations.kinds import NODE_CLASS, NODE_POOL
from tests.policies.mutations.operator import Operator, drops, removes, sets

_GPU: Final = "nvidia.com/gpu"
_EFA: Final = "vpc.amazonaws.com/efa"
_LABELS: Final = "spec template metadata labels"
_REQUIREMENTS: Final = "spec template spec requirements *"


def _of_key(key: str) -> Callable[[Resource, Steps], bool]:
    return lambda resource, steps: cast("Tree", at(resource.inputs, steps[:-1])).get("key") == key


def _tainted(key: str) -> Callable[[Resource, Steps], bool]:
    return lambda resource, steps: cast("Tree", at(resource.inputs, steps)).get("key") == key


def _has_accelerators(resource: Resource, steps: Steps) -> bool:
    return _GPU in str(dict(resource.inputs))


def _one_zone(resource: Resource, steps: Steps) -> bool:
    """Return whether a requirement lists several zones, of a pool whose nodes need not be close together."""
    parent = cast("Tree", at(resource.inputs, steps[:-1]))
    values = parent.get("values")
    return (
        parent.get("key") == "topology.kubernetes.io/zone" and is_list(values) and len(cast("list[Value]", values)) > 1
    )


def _interface_lost(old: Value) -> Value:
    return [*cast("list[Value]", old)][:-4]


POOL_OPERATORS: Final[tuple[Operator, ...]] = (
    # Pools
    *(
        sets(f"untaint-{name}", NODE_POOL, "spec template spec taints *", None, expected, where=_tainted(key))
        for name, key, expected in (("accelerators", _GPU, ["platform-accelerator-pool-tainted"]),)
    ),
    drops(
        "forget-taints",
        NODE_POOL,
        "spec template spec taints",
        ["platform-accelerator-pool-tainted"],
        where=_has_accelerators,
    ),
    drops("forget-limits", NODE_POOL, "spec limits", ["platform-pool-limited"]),
    drops(
        "forget-accelerator-limit",
        NODE_POOL,
        f"spec limits {_GPU}",
        ["platform-pool-limited", "platform-accelerator-pool-limited"],
    ),
    sets(
        "shrink-limit",
        NODE_POOL,
        f"spec limits {_GPU}",
        "1",
        ["platform-replicas-within-pool", "platform-pool-limit-holds-a-node"],
        where=lambda resource, steps: at(resource.inputs, steps) is not None,
    ),
    sets(
        "shrink-nodes",
        NODE_POOL,
        "spec limits nodes",
        "0",
        ["platform-replicas-within-pool", "platform-pool-limit-holds-a-node"],
    ),
    drops("never-consolidate", NODE_POOL, "spec disruption consolidateAfter", ["platform-pool-scales-down"]),
    sets("consolidate-never", NODE_POOL, "spec disruption consolidateAfter", "Never", ["platform-pool-scales-down"]),
    sets(
        "consolidate-busy-nodes",
        NODE_POOL,
        "spec disruption consolidationPolicy",
        "WhenEmptyOrUnderutilized",
        ["platform-accelerator-pool-consolidation"],
        where=_has_accelerators,
    ),
    sets("never-expire", NODE_POOL, "spec template spec expireAfter", "Never", ["platform-node-expiry"]),
    sets(
        "hasty-node", NODE_POOL, "spec template spec terminationGracePeriod", "1m", ["platform-node-grace-covers-pod"]
    ),
    sets(
        "all-nodes-at-once",
        NODE_POOL,
        "spec disruption budgets",
        [{"nodes": "100%"}],
        ["platform-pool-disruption-budget"],
    ),
    drops("forget-budgets", NODE_POOL, "spec disruption budgets", ["platform-pool-disruption-budget"]),
    sets(
        "other-instance-type",
        NODE_POOL,
        f"{_REQUIREMENTS} values",
        ["c7i.large"],
        ["platform-pod-fits-pool"],
        where=_of_key("node.kubernetes.io/instance-type"),
    ),
    sets(
        "unknown-instance-type",
        NODE_POOL,
        f"{_REQUIREMENTS} values",
        ["z9.monster"],
        ["platform-instance-type-known"],
        where=_of_key("node.kubernetes.io/instance-type"),
    ),
    sets(
        "any-instance-type",
        NODE_POOL,
        f"{_REQUIREMENTS} operator",
        "Exists",
        ["platform-instance-type-known"],
        where=_of_key("node.kubernetes.io/instance-type"),
    ),
    sets(
        "other-architecture",
        NODE_POOL,
        f"{_REQUIREMENTS} values",
        ["arm64"],
        ["platform-pool-architecture"],
        where=_of_key("kubernetes.io/arch"),
    ),
    sets("one-zone", NODE_POOL, f"{_REQUIREMENTS} values", ["us-east-1a"], ["platform-serving-zones"], where=_one_zone),
    sets(
        "zone-of-nowhere",
        NODE_POOL,
        f"{_REQUIREMENTS} values",
        ["us-east-1f"],
        ["platform-pool-zone-has-subnet"],
        where=_of_key("topology.kubernetes.io/zone"),
    ),
    sets(
        "spot-only",
        NODE_POOL,
        f"{_REQUIREMENTS} values",
        ["spot"],
        ["platform-serving-not-spot-only"],
        where=_of_key("karpenter.sh/capacity-type"),
    ),
    sets("pool-of-other-label", NODE_POOL, f"{_LABELS} evenkeel.dev/pool", "renamed", ["platform-pod-has-pool"]),
    sets(
        "pool-of-no-class", NODE_POOL, "spec template spec nodeClassRef name", "nobody", ["platform-node-class-exists"]
    ),
    removes("remove-node-class", NODE_CLASS, ["platform-node-class-exists"]),
    removes("remove-pool", NODE_POOL, ["platform-pod-has-pool"]),
    removes("remove-device-plugin", "kubernetes:apps/*:DaemonSet", ["platform-device-plugin"]),
    sets(
        "device-plugin-off-the-pool",
        "kubernetes:apps/*:DaemonSet",
        "@pod spec tolerations",
        None,
        ["platform-device-plugin"],
    ),
    # Node classes
    sets("metadata-without-session", NODE_CLASS, "spec metadataOptions httpTokens", "optional", ["CKV_AWS_79"]),
    drops("forget-metadata-options", NODE_CLASS, "spec metadataOptions", ["CKV_AWS_79", "CKV_AWS_341"]),
    sets("metadata-for-pods", NODE_CLASS, "spec metadataOptions httpPutResponseHopLimit", 2, ["CKV_AWS_341"]),
    sets("disk-in-clear", NODE_CLASS, "spec blockDeviceMappings * ebs encrypted", value=False, expected=["CKV_AWS_8"]),
    drops("forget-disk-encryption", NODE_CLASS, "spec blockDeviceMappings * ebs encrypted", ["CKV_AWS_8"]),
    drops("forget-disk-key", NODE_CLASS, "spec blockDeviceMappings * ebs kmsKeyID", ["CKV_AWS_189"]),
    sets("public-node", NODE_CLASS, "spec associatePublicIPAddress", value=True, expected=["CKV_AWS_88"]),
    sets(
        "node-image-latest",
        NODE_CLASS,
        "spec amiSelectorTerms * alias",
        "al2023@latest",
        ["kubernetes-node-image-version"],
    ),
    sets(
        "node-image-of-anyone",
        NODE_CLASS,
        "spec amiSelectorTerms *",
        {"name": "al2023-gpu-*"},
        ["kubernetes-node-image-version"],
    ),
    drops("forget-tags", NODE_CLASS, "spec tags", ["kubernetes-node-class-tags"]),
    sets(
        "fewer-fabric-adapters-on-node",
        NODE_CLASS,
        "spec networkInterfaces",
        _interface_lost,
        ["platform-efa-count"],
        where=lambda resource, steps: bool(at(resource.inputs, steps)),
    ),
    drops("group-without-closeness", NODE_CLASS, "spec placementGroupSelector", ["platform-efa-placement"]),
    sets(
        "group-of-a-reservation",
        NODE_CLASS,
        "spec placementGroupSelector",
        {"name": "cluster"},
        ["platform-placement-group-with-reservation"],
        where=lambda resource, _steps: "capacityReservationSelectorTerms" in cast("Tree", resource.inputs["spec"]),
    ),
    drops(
        "reservation-forgotten",
        NODE_CLASS,
        "spec capacityReservationSelectorTerms",
        ["platform-reservation-used", "platform-efa-placement"],
    ),
    sets(
        "reservation-never-asked",
        NODE_POOL,
        f"{_REQUIREMENTS} values",
        ["on-demand"],
        ["platform-reservation-used"],
        where=lambda resource, steps: "reserved" in str(at(resource.inputs, steps)),
    ),
    sets(
        "fabric-over-zones",
        NODE_POOL,
        f"{_REQUIREMENTS} values",
        ["us-east-1a", "us-east-1b"],
        ["platform-efa-one-zone"],
        where=lambda resource, steps: (
            _of_key("topology.kubernetes.io/zone")(resource, steps) and "evenkeel.dev/efa" in str(dict(resource.inputs))
        ),
    ),
    # The load balancer
    sets(
        "impatient-load-balancer",
        "aws:lb/loadBalancer:LoadBalancer",
        "idleTimeout",
        60,
        ["platform-load-balancer-timeout"],
    ),
    drops(
        "default-load-balancer-timeout",
        "aws:lb/loadBalancer:LoadBalancer",
        "idleTimeout",
        ["platform-load-balancer-timeout"],
    ),
    sets(
        "hasty-deregistration",
        "aws:lb/targetGroup:TargetGroup",
        "deregistrationDelay",
        5,
        ["platform-deregistration-covers-stream"],
    ),
    sets("other-target-port", "aws:lb/targetGroup:TargetGroup", "port", 9999, ["platform-load-balancer-reaches-pods"]),
    sets(
        "other-health-path",
        "aws:lb/targetGroup:TargetGroup",
        "healthCheck path",
        "/nothing-here",
        ["platform-load-balancer-health"],
    ),
    removes("remove-pod-identity", "aws:eks/podIdentityAssociation:PodIdentityAssociation", ["platform-pod-identity"]),
    sets(
        "identity-of-nobody",
        "aws:eks/podIdentityAssociation:PodIdentityAssociation",
        "serviceAccount",
        "nobody",
        ["platform-pod-identity"],
    ),
)
