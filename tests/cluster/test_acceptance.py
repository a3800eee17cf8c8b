"""The API server takes every object of every stack, with the custom resource definitions that the stack brings."""

from __future__ import annotations

from typing import Any

from tests.cluster.deployment import Deployed
from tests.cluster.pods import ROLE, settled
from tests.cluster.reapply import changed_by_a_second_apply
from tests.cluster.serving import at_most, entries
from tests.cluster.stacks import plan_of
from tests.cluster.waiting import eventually

THIRD_PARTY = {"aws-load-balancer-controller", "external-secrets", "karpenter", "keda", "lws"}


def test_every_object_is_accepted(deployed: Deployed) -> None:
    assert not deployed.refused, "\n".join(deployed.refused.values())


def test_nothing_is_left_out_but_third_party_charts(stack: str, deployed: Deployed) -> None:
    resources = [r for r in plan_of(stack).resources if r.custom and r.type.startswith("kubernetes:")]
    assert len(deployed.planned.objects) + len(deployed.planned.releases) == len(resources)
    assert set(deployed.planned.releases) <= THIRD_PARTY


def test_only_values_that_aws_decides_are_stand_ins(deployed: Deployed) -> None:
    on_aws = deployed.platform.target.kind == "aws"
    assert bool(deployed.planned.stand_ins) == on_aws
    assert len(deployed.planned.stand_ins) < 40, "most of an object is judged as it is"


def test_a_second_apply_changes_nothing(deployed: Deployed) -> None:
    settled(deployed.api)
    assert not changed_by_a_second_apply(deployed.api, [each.document for each in deployed.planned.objects])


def test_a_second_apply_leaves_the_number_of_replicas_to_who_scales(deployed: Deployed) -> None:
    scaled = {each["spec"]["scaleTargetRef"]["name"] for each in deployed.planned.of_kind("ScaledObject")}
    with at_most(deployed) as found:
        for entry in found:
            entry.api.apply(entry.workload)
        wanted = {entry.name: entry.wanted.scaling.max for entry in found}
        assert {entry.name: entry.replicas() for entry in found} == wanted
    assert scaled == {entry.workload["metadata"]["name"] for entry in entries(deployed) if _moves(entry.wanted.scaling)}


def _moves(scaling: Any) -> bool:
    return bool(scaling.max > scaling.min or scaling.schedules)


def test_what_is_to_be_scaled_can_be_scaled(deployed: Deployed) -> None:
    for each in deployed.planned.of_kind("ScaledObject"):
        target = each["spec"]["scaleTargetRef"]
        metadata = {"name": target["name"], "namespace": each["metadata"]["namespace"]}
        found = {"apiVersion": target["apiVersion"], "kind": target["kind"], "metadata": metadata}
        scale = deployed.api.part(found, "scale")
        assert scale["status"]["selector"], "without a selector the autoscaler does not find the pods"


def test_services_lead_to_the_pods_that_answer(deployed: Deployed) -> None:
    settled(deployed.api)
    for entry in entries(deployed):
        answering = {pod.name for pod in entry.pods() if pod.ready and pod.labels[ROLE] in ("server", "leader")}
        assert answering

        def addressed(name: str = entry.name, namespace: str = entry.namespace) -> set[str]:
            label = f"kubernetes.io/service-name={name}"
            slices = deployed.api.list("discovery.k8s.io/v1", "EndpointSlice", namespace, label)
            ready = [each for part in slices for each in part["endpoints"] or () if each["conditions"]["ready"]]
            return {each["targetRef"]["name"] for each in ready}

        eventually(lambda wanted=answering, found=addressed: found() == wanted, f"endpoints of {entry.name}")


def test_what_is_bound_to_a_load_balancer_is_a_port_of_a_service(deployed: Deployed) -> None:
    services = {each["metadata"]["name"]: each for each in deployed.planned.of_kind("Service")}
    for binding in deployed.planned.of_kind("TargetGroupBinding"):
        reference = binding["spec"]["serviceRef"]
        assert reference["port"] in {port["port"] for port in services[reference["name"]]["spec"]["ports"]}


def test_monitors_name_a_port_of_the_pods_that_they_select(deployed: Deployed) -> None:
    settled(deployed.api)
    for monitor in deployed.planned.of_kind("PodMonitor"):
        wanted = monitor["spec"]["selector"]["matchLabels"]
        labels = ",".join(f"{key}={value}" for key, value in wanted.items())
        selected = deployed.api.list("v1", "Pod", monitor["metadata"]["namespace"], labels)
        assert selected
        for endpoint in monitor["spec"]["podMetricsEndpoints"]:
            assert all(endpoint["port"] in _ports(pod) for pod in selected)


def _ports(pod: dict[str, Any]) -> set[str]:
    containers = [*pod["spec"]["containers"], *pod["spec"].get("initContainers", ())]
    return {port["name"] for each in containers for port in each.get("ports", ())}
