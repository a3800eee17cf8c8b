"""Pods and nodes have all EFA adapters of their instance type."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.catalogue import InstanceType
from evenkeel.model import Severity
from policies.kubernetes.pools import DEVICES, EFA, all_pools, node_class_of, pools_for, resource_total
from policies.kubernetes.scaling import pods_per_replica
from policies.kubernetes.workloads import JOBS, SERVERS, Pod, all_pods
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for pool in all_pools(view):
        found = node_class_of(view, pool)
        interfaces = properties(found).at("spec", "networkInterfaces") if found is not None else None
        if interfaces is None or interfaces.absent:
            continue
        count = sum(each["interfaceType"].text().startswith("efa") for each in interfaces.each())
        for machine in pool.machines:
            if machine.efa_interfaces is not None and count != machine.efa_interfaces:
                yield interfaces.fails(f"has {count} adapters, and {machine.name} takes {machine.efa_interfaces}")
    for pod in all_pods(view):
        asked = resource_total(pod, EFA)
        grouped = pods_per_replica(pod.workload) > 1
        for pool in pools_for(view, pod):
            has = [machine.efa_interfaces for machine in pool.machines if machine.efa_interfaces]
            whole = any(_takes_all(pod, machine) for machine in pool.machines)
            wanted = whole and grouped and "evenkeel.dev/efa" in pool.labels
            if (asked or wanted) and has and asked != min(has) and whole:
                yield pod.spec["containers"].fails(f"asks for {asked:g} of {EFA}, and a node has {min(has)}")


def _takes_all(pod: Pod, machine: InstanceType) -> bool:
    found = machine.accelerators
    return found is not None and any(resource_total(pod, device) == found.count for device in DEVICES)


RULE = PlanRule(
    id="platform-efa-count",
    title="Pods and nodes have all EFA adapters",
    why=(
        "Traffic between nodes runs over what adapters there are, and over TCP without any, at a tenth of the "
        "speed and without a word."
    ),
    severity=Severity.HIGH,
    applies_to=(*SERVERS, *JOBS, "kubernetes:karpenter.k8s.aws/*:EC2NodeClass"),
    enforcement=MANDATORY,
    remedy="Let the platform work the number out.",
    judge=_judge,
)
