"""NVIDIA GPUs as `nvidia.com/gpu`."""

import pulumi

from components.device_plugins.daemon_set import UNPRIVILEGED, DevicePluginArgs, NodeRequirementArgs, Plugin, daemon_set
from components.node_pools.accelerator import NVIDIA
from components.node_pools.labels import ACCELERATOR, IMAGE_FAMILY

PLUGIN = Plugin(
    name="nvidia-device-plugin",
    nodes=[
        NodeRequirementArgs(key=ACCELERATOR, operator="In", values=[NVIDIA]),
        # Bottlerocket's NVIDIA images run this plugin themselves; a second one would fight it.
        NodeRequirementArgs(key=IMAGE_FAMILY, operator="NotIn", values=["bottlerocket"]),
    ],
    env=[
        {"name": "FAIL_ON_INIT_ERROR", "value": "true"},  # a GPU node without usable GPUs shall be seen
        # Version 0.19 turned this on: GPU containers then get every /dev/infiniband device of the node, which the
        # EFA plugin hands out (NVIDIA/k8s-device-plugin#1692).
        {"name": "MOFED_ENABLED", "value": "false"},
    ],
    arguments=[],
    security=UNPRIVILEGED,
    host_paths={},
    optional_paths=[],
    host_network=False,
    service_account=None,
    memory_request="64Mi",
    memory_limit="256Mi",
)


class NvidiaDevicePlugin(pulumi.ComponentResource):
    """NVIDIA's device plugin on every GPU node, whose image brings driver and container runtime."""

    name: pulumi.Output[str]

    def __init__(self, name: str, args: DevicePluginArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:NvidiaDevicePlugin", name, None, opts)
        daemon_set(f"{name}-daemon-set", PLUGIN, args, pulumi.ResourceOptions(parent=self))
        self.name = pulumi.Output.from_input(PLUGIN.name)
        self.register_outputs({"name": self.name})
