"""A device plugin runs on the nodes on which pods ask for its devices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Severity
from policies.kubernetes.pools import pools_for, resource_total
from policies.kubernetes.workloads import JOBS, SERVERS, all_pods, kind_of, name_of
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict

_PLUGINS: Final = {
    "nvidia.com/gpu": "nvidia-device-plugin",
    "aws.amazon.com/neuron": "neuron-device-plugin",
    "aws.amazon.com/neuroncore": "neuron-device-plugin",
    "vpc.amazonaws.com/efa": "aws-efa-device-plugin",
}


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    plugins = [(name_of(pod.workload), pod) for pod in all_pods(view) if kind_of(pod.workload) == "DaemonSet"]
    for pod in all_pods(view):
        for resource, name in _PLUGINS.items():
            if kind_of(pod.workload) == "DaemonSet" or not resource_total(pod, resource):
                continue
            for pool in pools_for(view, pod):
                built_in = name.startswith("nvidia") and "bottlerocket" in pool.values("evenkeel.dev/image-family")
                there = any(
                    found.startswith(name) and pool.has_labels(plugin) and not pool.tolerated_by(plugin)
                    for found, plugin in plugins
                )
                if not there and not built_in:
                    yield pod.spec["containers"].fails(
                        f"asks for {resource}, and no {name} runs on the pool {pool.name}"
                    )


RULE = PlanRule(
    id="platform-device-plugin",
    title="Device plugins run where their devices are asked for",
    why="Without it the node offers no device, and the pod waits for ever.",
    severity=Severity.HIGH,
    applies_to=(*SERVERS, *JOBS),
    enforcement=MANDATORY,
    remedy="Let the platform install it (addOns.devicePlugins).",
    judge=_judge,
)
