"""Pools as tests need them: a plain one of each kind, changed by keyword."""

from __future__ import annotations

from typing import Any

from components.node_pools import (
    KarpenterNodePoolArgs,
    LimitsArgs,
    ManagedNodePoolArgs,
    PoolFacts,
    ReservationArgs,
    SelectorTermArgs,
    VolumeArgs,
    disruption_for,
    pool_facts,
)

VOLUME = VolumeArgs(
    size_gib=200,
    kms_key_arn="arn:aws:kms:us-east-1:123456789012:key/0a0a0a0a-0000-4000-8000-000000000000",
    iops=6000,
    throughput_mibps=500,
)
BLOCK = ReservationArgs(kind="capacity-block", ids=["cr-0123456789abcdef0"], tags={}, placement_group_name=None)


def _facts(instance_types: list[str], *, efa: bool) -> dict[str, Any]:
    facts: PoolFacts = pool_facts("pool", instance_types, efa=efa)
    return {
        "instance_types": instance_types,
        "architecture": facts.architecture,
        "accelerator": facts.accelerator,
        "efa": facts.efa,
        "local_nvme": facts.local_nvme,
    }


def karpenter(*instance_types: str, purpose: str = "inference", efa: bool = False, **changes: Any) -> Any:
    """Return the args of a Karpenter pool of `instance_types`."""
    given: dict[str, Any] = {
        "pool": "pool",
        "purpose": purpose,
        **_facts(list(instance_types), efa=efa),
        "capacity_types": ["on-demand"],
        "zones": ["us-east-1a"] if efa else ["us-east-1a", "us-east-1b"],
        "reservation": None,
        "placement_group_name": None,
        "labels": {"team": "serving"},
        "taints": [],
        "limits": LimitsArgs(cpu=None, memory_gib=None, accelerators=None, nodes=4),
        "weight": None,
        "disruption": disruption_for(
            purpose, consolidation_policy="WhenEmpty", consolidate_after="10m", nodes_at_once="1"
        ),
        "expire_after": "720h",
        "termination_grace_period": None,
        "image_alias": "al2023@v20260911",
        "node_role_name": "nodes",
        "subnets": [SelectorTermArgs(id="subnet-0123456789abcdef0", tags={})],
        "security_groups": [SelectorTermArgs(id=None, tags={"karpenter.sh/discovery": "main"})],
        "volume": VOLUME,
        "max_pods": None,
        "detailed_monitoring": True,
        "tags": {"environment": "test"},
    }
    return KarpenterNodePoolArgs(**{**given, **changes})


def managed(*instance_types: str, purpose: str = "training", efa: bool = False, **changes: Any) -> Any:
    """Return the args of a managed pool of `instance_types`."""
    given: dict[str, Any] = {
        "pool": "pool",
        "purpose": purpose,
        "cluster_name": "main",
        "node_role_arn": "arn:aws:iam::123456789012:role/nodes",
        "kubernetes_version": "1.36",
        "image_release_version": "1.36.0-20260911",
        **_facts(list(instance_types), efa=efa),
        "capacity_type": "on-demand",
        "subnet_ids": ["subnet-0123456789abcdef0"],
        "security_group_ids": ["sg-0123456789abcdef0"],
        "reservation": None,
        "placement_group_name": None,
        "labels": {},
        "taints": [],
        "minimum": 0,
        "maximum": 2,
        "desired": 1,
        "volume": VOLUME,
        "detailed_monitoring": True,
        "node_repair": True,
        "image": None,
        "tags": {"environment": "test"},
    }
    return ManagedNodePoolArgs(**{**given, **changes})
