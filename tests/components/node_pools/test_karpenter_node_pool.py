"""What Karpenter is told of a pool: where nodes come from, what they carry, when they go."""

from __future__ import annotations

from typing import Any

import pytest

from components.node_pools import KarpenterNodePool, LimitsArgs, NodePoolError, ReservationArgs
from tests.components.conftest import Record
from tests.components.node_pools.pools import BLOCK, karpenter
from tests.components.node_pools.schema import faults

NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool"
NODE_CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass"
GROUP = "evenkeel-train"


def documents(record: Record, args: Any) -> tuple[Any, Any]:
    recording = record(lambda: KarpenterNodePool("pool", args))
    return recording.inputs(NODE_POOL), recording.inputs(NODE_CLASS)


def requirements(node_pool: Any) -> dict[str, list[str]]:
    return {each["key"]: each["values"] for each in node_pool["spec"]["template"]["spec"]["requirements"]}


def taints(node_pool: Any) -> set[tuple[str, str, str]]:
    return {(each["key"], each["value"], each["effect"]) for each in node_pool["spec"]["template"]["spec"]["taints"]}


@pytest.mark.parametrize(
    "args",
    [
        karpenter("g6e.12xlarge", capacity_types=["spot", "on-demand"], weight=10, termination_grace_period="1h"),
        karpenter("p5.48xlarge", purpose="training", efa=True, placement_group_name=GROUP, expire_after="Never"),
        karpenter("p5en.48xlarge", efa=True, capacity_types=["reserved"], reservation=BLOCK),
        karpenter("inf2.8xlarge"),
        karpenter("m7g.large", purpose="general", max_pods=110),
        karpenter("g6e.24xlarge", efa=True, image_alias="bottlerocket@v1.51.0"),
    ],
    ids=["gpu", "efa", "capacity-block", "neuron", "arm", "bottlerocket"],
)
def test_pool_of_any_kind_fits_karpenters_own_schema(record: Record, args: Any) -> None:
    node_pool, node_class = documents(record, args)
    assert faults("karpenter", node_pool) == []
    assert faults("karpenter-provider-aws", node_class) == []


def test_misspelt_field_is_found_by_the_schema(record: Record) -> None:
    _, node_class = documents(record, karpenter("g6e.12xlarge"))
    node_class["spec"]["metadataOptions"]["httpToken"] = "required"
    assert "httpToken" in str(faults("karpenter-provider-aws", node_class))


def test_gpu_pool_is_tainted_limited_and_scales_down(record: Record) -> None:
    limits = LimitsArgs(cpu=None, memory_gib=None, accelerators=32, nodes=8)
    node_pool, node_class = documents(record, karpenter("g6e.12xlarge", limits=limits))
    assert taints(node_pool) == {
        ("nvidia.com/gpu", "present", "NoSchedule"),
        ("evenkeel.dev/purpose", "inference", "NoSchedule"),
    }
    assert node_pool["spec"]["limits"] == {"nvidia.com/gpu": "32", "nodes": "8"}
    assert node_pool["spec"]["disruption"]["consolidationPolicy"] == "WhenEmpty"
    assert {"nodes": "100%", "reasons": ["Empty"]} in node_pool["spec"]["disruption"]["budgets"]
    assert node_class["spec"]["instanceStorePolicy"] == "RAID0"


def test_nodes_carry_labels_that_cannot_be_overwritten(record: Record) -> None:
    args = karpenter("g6e.24xlarge", efa=True, labels={"team": "a", "evenkeel.dev/pool": "other"})
    node_pool, _ = documents(record, args)
    assert node_pool["spec"]["template"]["metadata"]["labels"] == {
        "team": "a",
        "evenkeel.dev/pool": "pool",
        "evenkeel.dev/purpose": "inference",
        "evenkeel.dev/image-family": "al2023",
        "evenkeel.dev/accelerator": "nvidia",
        "evenkeel.dev/accelerator-name": "l40s",
        "evenkeel.dev/efa": "2",
    }


def test_general_cpu_pool_has_no_taint(record: Record) -> None:
    node_pool, node_class = documents(record, karpenter("m7g.large", purpose="general"))
    assert taints(node_pool) == set()
    assert requirements(node_pool)["kubernetes.io/arch"] == ["arm64"]
    assert "instanceStorePolicy" not in node_class["spec"]


def test_training_pool_loses_no_node_that_works(record: Record) -> None:
    node_pool, _ = documents(record, karpenter("p5.48xlarge", purpose="training"))
    budgets = node_pool["spec"]["disruption"]["budgets"]
    assert {"nodes": "0", "reasons": ["Drifted", "Underutilized"]} in budgets
    assert node_pool["spec"]["disruption"]["consolidationPolicy"] == "WhenEmpty"


def test_nodes_have_session_metadata_and_encrypted_volumes(record: Record) -> None:
    _, node_class = documents(record, karpenter("g6e.12xlarge"))
    assert node_class["spec"]["metadataOptions"]["httpTokens"] == "required"
    assert node_class["spec"]["metadataOptions"]["httpPutResponseHopLimit"] == 1
    (volume,) = node_class["spec"]["blockDeviceMappings"]
    assert volume["ebs"]["encrypted"] is True
    assert volume["ebs"]["kmsKeyID"].startswith("arn:aws:kms:")
    assert node_class["spec"]["associatePublicIPAddress"] is False


@pytest.mark.parametrize(
    ("instance_type", "count"), [("p5.48xlarge", 32), ("p5en.48xlarge", 16), ("g6e.24xlarge", 2), ("p5.4xlarge", 1)]
)
def test_efa_pool_has_an_interface_per_network_card(record: Record, instance_type: str, count: int) -> None:
    _, node_class = documents(record, karpenter(instance_type, efa=True))
    primary, *fabric = node_class["spec"]["networkInterfaces"]
    assert primary == {"networkCardIndex": 0, "deviceIndex": 0, "interfaceType": "interface"}
    assert [each["networkCardIndex"] for each in fabric] == list(range(count))
    assert {each["interfaceType"] for each in fabric} == {"efa-only"}
    assert [each["deviceIndex"] for each in fabric] == [1, *([0] * (count - 1))]


def test_efa_on_p6_b300_begins_on_the_second_card(record: Record) -> None:
    _, node_class = documents(record, karpenter("p6-b300.48xlarge", efa=True))
    fabric = node_class["spec"]["networkInterfaces"][1:]
    assert [(each["networkCardIndex"], each["deviceIndex"]) for each in fabric] == [(n, 0) for n in range(1, 17)]


def test_bottlerocket_with_efa_is_told_to_reserve_huge_pages(record: Record) -> None:
    _, node_class = documents(record, karpenter("g6e.24xlarge", efa=True, image_alias="bottlerocket@v1.51.0"))
    assert "vm.nr_hugepages" in node_class["spec"]["userData"]
    assert all(each["ebs"]["encrypted"] for each in node_class["spec"]["blockDeviceMappings"])


def test_reserved_pool_selects_its_reservation_and_no_placement_group(record: Record) -> None:
    args = karpenter("p5.48xlarge", purpose="training", efa=True, capacity_types=["reserved"], reservation=BLOCK)
    node_pool, node_class = documents(record, args)
    assert node_class["spec"]["capacityReservationSelectorTerms"] == [{"id": "cr-0123456789abcdef0"}]
    assert "placementGroupSelector" not in node_class["spec"]
    assert requirements(node_pool)["karpenter.sh/capacity-type"] == ["reserved"]
    assert requirements(node_pool)["karpenter.k8s.aws/capacity-reservation-type"] == ["capacity-block"]


def test_reservation_with_fallback_lets_other_capacity_through(record: Record) -> None:
    reservation = ReservationArgs(kind="on-demand", ids=[], tags={"use": "serving"}, placement_group_name=GROUP)
    args = karpenter("p5.48xlarge", capacity_types=["reserved", "on-demand"], reservation=reservation)
    node_pool, node_class = documents(record, args)
    assert node_class["spec"]["capacityReservationSelectorTerms"] == [{"tags": {"use": "serving"}}]
    assert node_class["spec"]["placementGroupSelector"] == {"name": GROUP}
    assert "karpenter.k8s.aws/capacity-reservation-type" not in requirements(node_pool)


def test_pool_waits_for_its_node_class(record: Record) -> None:
    recording = record(lambda: KarpenterNodePool("pool", karpenter("g6e.12xlarge")))
    (node_pool,), (node_class,) = recording.of_type(NODE_POOL), recording.of_type(NODE_CLASS)
    assert node_class.urn in node_pool.dependencies


@pytest.mark.parametrize(
    ("args", "field", "fix"),
    [
        (
            karpenter(
                "p5.48xlarge", efa=True, capacity_types=["spot", "reserved"], reservation=BLOCK, zones=["us-east-1a"]
            ),
            "capacity_types is ['spot', 'reserved']",
            "remove spot",
        ),
        (karpenter("p5.48xlarge", capacity_types=["reserved"], reservation=BLOCK), "zones is 2", "one zone"),
        (karpenter("p5.48xlarge", capacity_types=["reserved"]), "capacity_types is 'reserved'", "name the reservation"),
        (karpenter("p5.48xlarge", reservation=BLOCK), "capacity_types is ['on-demand']", "add reserved"),
        (karpenter("p5.48xlarge", efa=True, zones=["us-east-1a", "us-east-1b"]), "zones is 2", "exactly one"),
        (
            karpenter(
                "p5.48xlarge",
                capacity_types=["reserved"],
                reservation=BLOCK,
                zones=["us-east-1a"],
                placement_group_name=GROUP,
            ),
            "placement_group_name is 'evenkeel-train'",
            "leave it out",
        ),
        (karpenter("f2.6xlarge"), "accelerator.kind is 'fpga'", "managed node group"),
        (karpenter("g6e.12xlarge", image_alias="al2023@latest"), "image_alias is 'al2023@latest'", "pin a release"),
        (
            karpenter("g6e.12xlarge", limits=LimitsArgs(cpu=None, memory_gib=None, accelerators=None, nodes=None)),
            "limits is None",
            "at least one",
        ),
        (
            karpenter("m7g.large", limits=LimitsArgs(cpu=None, memory_gib=None, accelerators=8, nodes=None)),
            "limits.accelerators is 8",
            "remove it",
        ),
    ],
)
def test_impossible_pool_is_refused_with_field_value_and_fix(args: Any, field: str, fix: str) -> None:
    with pytest.raises(NodePoolError) as refusal:
        KarpenterNodePool("pool", args)
    assert field in str(refusal.value)
    assert fix in str(refusal.value)
