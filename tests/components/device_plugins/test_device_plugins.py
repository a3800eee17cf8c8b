"""Device plugins run on the nodes that need them, and touch no more than they must."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import kubernetes_validate  # pyright: ignore[reportMissingTypeStubs]
import pytest

from components.device_plugins import (
    DevicePluginArgs,
    EfaDevicePlugin,
    EfaDevicePluginArgs,
    FpgaDevicePlugin,
    FpgaDevicePluginArgs,
    NeuronDevicePlugin,
    NodeRequirementArgs,
    NvidiaDevicePlugin,
)
from components.images import ImageLocation
from components.node_pools import agent_tolerations, node_labels, node_taints, pool_facts
from tests.components.conftest import Record, Recording

DAEMON_SET = "kubernetes:apps/v1:DaemonSet"
IMAGE = "registry.example.com/plugin:v1.2.3"
IMAGES = ImageLocation()


def nvidia(images: ImageLocation = IMAGES, nodes: list[NodeRequirementArgs] | None = None) -> NvidiaDevicePlugin:
    tolerations = agent_tolerations(["nvidia"])
    args = DevicePluginArgs(namespace="kube-system", image=IMAGE, images=images, nodes=nodes, tolerations=tolerations)
    return NvidiaDevicePlugin("nvidia", args)


def neuron() -> NeuronDevicePlugin:
    tolerations = agent_tolerations(["neuron"])
    args = DevicePluginArgs(namespace="kube-system", image=IMAGE, images=IMAGES, nodes=None, tolerations=tolerations)
    return NeuronDevicePlugin("neuron", args)


def efa() -> EfaDevicePlugin:
    tolerations = agent_tolerations(["nvidia", "neuron"])
    args = EfaDevicePluginArgs(
        namespace="kube-system", image=IMAGE, images=IMAGES, tolerations=tolerations, neuron=True
    )
    return EfaDevicePlugin("efa", args)


def fpga() -> FpgaDevicePlugin:
    args = FpgaDevicePluginArgs(
        namespace="kube-system",
        image=IMAGE,
        images=IMAGES,
        tolerations=agent_tolerations(["fpga"]),
        device_paths=["/dev/xdma*_user", "/dev/xdma*_h2c_0"],
    )
    return FpgaDevicePlugin("fpga", args)


PLUGINS: list[Callable[[], object]] = [nvidia, neuron, efa, fpga]


def daemon_sets(recording: Recording) -> list[Any]:
    return [resource.inputs for resource in recording.of_type(DAEMON_SET)]


def pod(document: Any) -> Any:
    return document["spec"]["template"]["spec"]


@pytest.mark.parametrize("plugin", PLUGINS)
def test_documents_fit_the_kubernetes_api(record: Record, plugin: Callable[[], object]) -> None:
    documents = [dict(resource.inputs) for resource in record(plugin).plan.resources if resource.custom]
    assert documents
    for document in documents:
        cast("Any", kubernetes_validate).validate(document, "1.36", strict=True)


@pytest.mark.parametrize(
    ("plugin", "instance_type", "with_efa"),
    [
        (nvidia, "g6e.12xlarge", False),
        (neuron, "inf2.8xlarge", False),
        (efa, "p5.48xlarge", True),
        (efa, "trn1.32xlarge", True),
        (fpga, "f2.6xlarge", False),
    ],
)
@pytest.mark.parametrize("purpose", ["inference", "training", "general"])
def test_plugin_runs_once_on_nodes_of_its_pools_and_nowhere_else(
    record: Record, plugin: Callable[[], object], instance_type: str, with_efa: bool, purpose: str
) -> None:
    documents = daemon_sets(record(plugin))
    facts = pool_facts("pool", [instance_type], efa=with_efa)
    labels = node_labels("pool", purpose, facts.accelerator, facts.efa, "al2023")
    fitting = [each for each in documents if _selects(each, labels)]
    assert len(fitting) == 1
    tolerated = {(each["key"], each["effect"]) for each in pod(fitting[0])["tolerations"]}
    assert {(each.key, each.effect) for each in node_taints(purpose, facts.accelerator)} <= tolerated
    cpu = node_labels("cpu", purpose, None, None, "al2023")
    assert not any(_selects(each, cpu) for each in documents)


def _selects(document: Any, labels: dict[str, str]) -> bool:
    affinity = pod(document)["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]
    (term,) = affinity["nodeSelectorTerms"]
    return all(_holds(each, labels.get(each["key"])) for each in term["matchExpressions"])


def _holds(requirement: Any, value: str | None) -> bool:
    return {
        "In": value in requirement.get("values", []),
        "NotIn": value not in requirement.get("values", []),
        "Exists": value is not None,
    }[requirement["operator"]]


def test_nvidia_plugin_stays_off_bottlerocket_which_has_its_own(record: Record) -> None:
    (document,) = daemon_sets(record(nvidia))
    facts = pool_facts("pool", ["g6e.12xlarge"], efa=False)
    assert not _selects(document, node_labels("pool", "inference", facts.accelerator, None, "bottlerocket"))


def test_nvidia_plugin_leaves_efa_devices_to_the_efa_plugin(record: Record) -> None:
    (document,) = daemon_sets(record(nvidia))
    assert {"name": "MOFED_ENABLED", "value": "false"} in pod(document)["containers"][0]["env"]


def test_only_plugins_that_open_device_files_are_privileged(record: Record) -> None:
    found = {
        document["metadata"]["name"]: pod(document)["containers"][0]["securityContext"].get("privileged", False)
        for plugin in PLUGINS
        for document in daemon_sets(record(plugin))
    }
    assert found == {
        "nvidia-device-plugin": False,
        "neuron-device-plugin": False,
        "aws-efa-device-plugin": False,
        "aws-efa-device-plugin-neuron": True,
        "fpga-device-plugin": True,
    }


def test_plugins_are_critical_and_only_neuron_reads_the_api(record: Record) -> None:
    for plugin in PLUGINS:
        for document in daemon_sets(record(plugin)):
            assert pod(document)["priorityClassName"] == "system-node-critical"
            reads = document["metadata"]["name"] == "neuron-device-plugin"
            assert pod(document)["automountServiceAccountToken"] is reads


def test_neuron_plugin_cannot_run_commands_through_kubelets(record: Record) -> None:
    rules = record(neuron).inputs("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole")["rules"]
    granted = {resource for rule in rules for resource in rule["resources"]}
    assert granted == {"nodes", "nodes/status", "pods", "events"}


def test_fpga_plugin_hands_out_one_set_of_files_an_fpga(record: Record) -> None:
    (document,) = daemon_sets(record(fpga))
    assert pod(document)["containers"][0]["args"] == [
        "--domain",
        "evenkeel.dev",
        "--device",
        '{"name":"fpga","groups":[{"paths":[{"path":"/dev/xdma*_user"},{"path":"/dev/xdma*_h2c_0"}]}]}',
    ]


def test_image_comes_from_the_mirror(record: Record) -> None:
    mirror = ImageLocation(fallback="mirror.example.com/all")
    (document,) = daemon_sets(record(lambda: nvidia(mirror)))
    assert pod(document)["containers"][0]["image"] == "mirror.example.com/all/registry.example.com/plugin:v1.2.3"


def test_nodes_of_an_existing_cluster_are_chosen_by_its_labels(record: Record) -> None:
    nodes = [NodeRequirementArgs(key="nvidia.com/gpu.present", operator="In", values=["true"])]
    (document,) = daemon_sets(record(lambda: nvidia(nodes=nodes)))
    assert _selects(document, {"nvidia.com/gpu.present": "true"})
    assert not _selects(document, {})
