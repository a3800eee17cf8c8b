"""The workloads that work on their node itself, named one by one in the parameters of the rules that let them."""

from __future__ import annotations

from typing import Final

from policies.rule import Parameter

DEVICE_PLUGINS: Final = (
    "kube-system/aws-efa-device-plugin",
    "kube-system/aws-efa-device-plugin-neuron",
    "kube-system/fpga-device-plugin",
    "kube-system/neuron-device-plugin",
    "kube-system/nvidia-device-plugin",
)
"""Device plugins: they tell the kubelet of devices over a socket in a directory of the node."""


def exempt(*names: str, reason: str) -> Parameter:
    """Return the parameter that lists the workloads, as `namespace/name`, which need what a rule forbids."""
    return Parameter(name="workloads", default=names, meaning=f"workloads that may, as namespace/name: {reason}")
