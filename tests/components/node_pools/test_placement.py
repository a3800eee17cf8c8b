"""Pods find their accelerators on every kind of cluster."""

from __future__ import annotations

import pytest

from components.node_pools import AcceleratorArgs, node_taints, placement

L4 = AcceleratorArgs(kind="nvidia", name="L4", count=1)
INFERENTIA = AcceleratorArgs(kind="neuron", name="Inferentia2", count=1)


@pytest.mark.parametrize(
    ("flavor", "selector"),
    [
        ("generic", {"nvidia.com/gpu.product": "NVIDIA-L4"}),
        ("gke", {"cloud.google.com/gke-accelerator": "nvidia-l4"}),
        ("aks", {"kubernetes.azure.com/accelerator": "nvidia"}),
        ("eks", {"karpenter.k8s.aws/instance-gpu-name": "l4"}),
    ],
)
def test_gpu_pods_select_by_the_labels_of_the_cluster(flavor: str, selector: dict[str, str]) -> None:
    found = placement(flavor, L4, pool=None, purpose=None, product=None)
    assert found.node_selector == selector
    assert {"key": "nvidia.com/gpu", "operator": "Exists", "effect": "NoSchedule"} in found.tolerations


def test_pods_of_our_pool_select_it_and_tolerate_exactly_its_taints() -> None:
    found = placement("eks", L4, pool="serve-l4", purpose="inference", product=None)
    assert found.node_selector == {"evenkeel.dev/pool": "serve-l4"}
    tolerated = {(each["key"], each["value"], each["effect"]) for each in found.tolerations}
    assert tolerated == {(each.key, each.value, each.effect) for each in node_taints("inference", L4)}


def test_product_is_taken_as_nodes_say_it() -> None:
    found = placement("generic", L4, pool=None, purpose=None, product="NVIDIA-L4-SHARED")
    assert found.node_selector == {"nvidia.com/gpu.product": "NVIDIA-L4-SHARED"}


def test_pods_on_aks_tolerate_its_gpu_taint() -> None:
    found = placement("aks", L4, pool=None, purpose=None, product=None)
    assert {"key": "sku", "operator": "Equal", "value": "gpu", "effect": "NoSchedule"} in found.tolerations


def test_cpu_pods_go_anywhere() -> None:
    found = placement("generic", None, pool=None, purpose=None, product=None)
    assert (found.node_selector, found.tolerations) == ({}, [])


def test_neuron_outside_eks_is_refused() -> None:
    with pytest.raises(ValueError, match="'neuron': clusters of flavor gke offer nvidia only"):
        placement("gke", INFERENTIA, pool=None, purpose=None, product=None)


def test_neuron_on_eks_selects_its_chip() -> None:
    found = placement("eks", INFERENTIA, pool=None, purpose=None, product=None)
    assert found.node_selector == {"karpenter.k8s.aws/instance-accelerator-name": "inferentia2"}


def test_gpu_that_a_cloud_does_not_offer_is_refused_with_those_it_does() -> None:
    l40s = AcceleratorArgs(kind="nvidia", name="L40S", count=1)
    with pytest.raises(ValueError, match="'L40S': flavor gke labels T4, L4"):
        placement("gke", l40s, pool=None, purpose=None, product=None)


def test_unknown_flavour_is_refused_with_those_known() -> None:
    with pytest.raises(ValueError, match="'openshift': use one of generic, eks, gke, aks"):
        placement("openshift", None, pool=None, purpose=None, product=None)
