"""The scheduler puts pods where the stack file says, and only there."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from tests.cluster.api import Api
from tests.cluster.deployment import Deployed
from tests.cluster.nodes import ACCELERATORS, INSTANCE_TYPE
from tests.cluster.pods import ROLE, Pod, pods, settled
from tests.cluster.serving import Entry, at_most


def test_every_pod_has_a_place(deployed: Deployed) -> None:
    waiting = {pod.name: pod.unschedulable for pod in settled(deployed.api) if pod.unschedulable}
    assert not waiting


def test_every_replica_has_a_place_when_all_entries_are_scaled_to_their_most(deployed: Deployed) -> None:
    with at_most(deployed) as found:
        for entry in found:
            ready = [pod for pod in entry.pods() if pod.ready]
            assert len(ready) == entry.wanted.scaling.max * entry.wanted.nodes_per_replica


def test_pods_of_an_entry_run_on_nodes_of_its_pool_alone(deployed: Deployed) -> None:
    with at_most(deployed) as found:
        for entry in found:
            allowed = {node.name for node in entry.pool_nodes}
            assert {pod.node for pod in entry.pods()} <= allowed
            types = {deployed.nodes[name].labels.get(INSTANCE_TYPE) for name in allowed}
            assert not entry.pool.instance_types or types <= set(entry.pool.instance_types)


def test_replicas_are_spread_over_zones(deployed: Deployed) -> None:
    with at_most(deployed) as found:
        for entry in found:
            zones = [deployed.nodes[pod.node].zone for pod in _first_pods(entry) if pod.node]
            possible = {node.zone for node in entry.pool_nodes}
            assert len(set(zones)) == min(len(zones), len(possible))


def test_accelerator_nodes_hold_nothing_but_accelerated_pods_and_node_agents(deployed: Deployed) -> None:
    with at_most(deployed):
        for pod in pods(deployed.api):
            on_accelerators = pod.node is not None and deployed.nodes[pod.node].accelerated
            assert not on_accelerators or pod.accelerated or pod.owner == "DaemonSet", pod.name


def test_an_ordinary_pod_never_lands_on_nodes_of_a_pool(deployed: Deployed) -> None:
    kept = {node.name for node in deployed.nodes.values() if node.taints}
    with _bystanders(deployed.api, 2 * len(deployed.nodes)) as found:
        assert {pod.node for pod in found if pod.node}.isdisjoint(kept)
        assert all(pod.unschedulable for pod in found if pod.node is None)


def test_device_plugins_run_on_all_nodes_with_their_devices_and_on_no_others(deployed: Deployed) -> None:
    settled(deployed.api)
    for plugin in deployed.planned.of_kind("DaemonSet"):
        name = plugin["metadata"]["name"]
        resource = next(found for word, found in _DEVICES.items() if word in name)
        with_devices = {node.name for node in deployed.nodes.values() if resource in node.capacity}
        running = pods(deployed.api, plugin["metadata"]["namespace"], f"app.kubernetes.io/name={name}")
        assert sorted(pod.node or "" for pod in running) == sorted(with_devices)


_DEVICES = {
    "nvidia": ACCELERATORS[0],
    "neuron": ACCELERATORS[1],
    "fpga": ACCELERATORS[2],
    "efa": "vpc.amazonaws.com/efa",
}


def _first_pods(entry: Entry) -> list[Pod]:
    """Return one pod of each replica: the leaders, where a replica is a group."""
    return [pod for pod in entry.pods() if pod.labels[ROLE] != "worker"]


@contextmanager
def _bystanders(api: Api, count: int) -> Generator[list[Pod]]:
    """Give the pods of somebody else's Deployment, which asks for nothing special."""
    labels = {"app": "bystander"}
    container = {"name": "c", "image": "bystander:1", "resources": {"requests": {"cpu": "500m", "memory": "64Mi"}}}
    deployment = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "bystander", "namespace": "default"},
        "spec": {
            "replicas": count,
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": {"containers": [container]}},
        },
    }
    api.apply(deployment)
    try:
        settled(api)
        yield pods(api, "default", "app=bystander")
    finally:
        api.delete(deployment)
        _await_none(api, "default", "app=bystander")


def _await_none(api: Api, namespace: str, labels: str) -> None:
    from tests.cluster.waiting import eventually

    eventually(lambda: not pods(api, namespace, labels), f"no pods {labels}")
