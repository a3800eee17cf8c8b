"""There is a pool with the labels that a pod wants."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import DEVICES, all_pools, candidates, resource_total
from policies.kubernetes.workloads import WORKLOADS, all_pods, kind_of
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    if not all_pools(view):
        return
    for pod in all_pods(view):
        if kind_of(pod.workload) == "DaemonSet":
            continue
        selector, affinity = pod.spec["nodeSelector"], pod.spec.at("affinity", "nodeAffinity")
        if not candidates(view, pod):
            place = selector if selector.given else affinity
            yield place.fails("is met by the nodes of no pool")
        elif any(resource_total(pod, device) for device in DEVICES) and selector.absent and affinity.absent:
            yield selector.fails("is not set, though the pod asks for accelerators")


RULE = PlanRule(
    id="platform-pod-has-pool",
    title="Pods select a pool that exists",
    why=(
        "The pod waits for ever for a node that nobody makes; one with accelerators that selects none runs "
        "wherever there are any."
    ),
    severity=Severity.HIGH,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Name a pool of the stack file.",
    judge=_judge,
)
