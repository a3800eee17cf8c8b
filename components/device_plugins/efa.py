"""EFA interfaces as `vpc.amazonaws.com/efa`."""

from dataclasses import dataclass, replace

import pulumi

from components.device_plugins.daemon_set import (
    PRIVILEGED,
    UNPRIVILEGED,
    DevicePluginArgs,
    NodeRequirementArgs,
    Plugin,
    daemon_set,
)
from components.images import ImageLocation
from components.node_pools import TolerationArgs
from components.node_pools.accelerator import NEURON
from components.node_pools.labels import ACCELERATOR, EFA

_HAS_EFA = NodeRequirementArgs(key=EFA, operator="Exists", values=[])

# AWS's chart runs it privileged everywhere, since it reads Neuron devices to pair them with interfaces
# (aws/eks-charts#1245). Without Neuron it needs no privilege (tried on p5 in NVIDIA/aicr#872),
# so only Neuron nodes get the privileged one.
PLUGIN = Plugin(
    name="aws-efa-device-plugin",
    nodes=[_HAS_EFA, NodeRequirementArgs(key=ACCELERATOR, operator="NotIn", values=[NEURON])],
    env=[],
    arguments=[],
    security=UNPRIVILEGED,
    host_paths={"/dev/infiniband": False},
    optional_paths=[],
    host_network=True,  # RDMA devices belong to the node's network namespace
    service_account=None,
    memory_request="32Mi",
    memory_limit="128Mi",
)
NEURON_PLUGIN = replace(
    PLUGIN,
    name="aws-efa-device-plugin-neuron",
    nodes=[_HAS_EFA, NodeRequirementArgs(key=ACCELERATOR, operator="In", values=[NEURON])],
    security=PRIVILEGED,
    host_paths={"/dev/infiniband": False, "/opt/aws/neuron": False},
    optional_paths=["/opt/aws/neuron"],
)


@dataclass(frozen=True, kw_only=True)
class EfaDevicePluginArgs:
    """What an `EfaDevicePlugin` needs.

    Attributes:
        namespace: existing namespace; `kube-system`, whose pods may be critical.
        image: full image reference, pinned.
        images: where images are pulled from.
        tolerations: taints that it tolerates: those of the pools with EFA, whatever their purpose.
        neuron: whether Neuron nodes have EFA; only then is there a privileged DaemonSet, for them alone.
    """

    namespace: str
    image: str
    images: ImageLocation
    tolerations: list[TolerationArgs]
    neuron: bool


class EfaDevicePlugin(pulumi.ComponentResource):
    """AWS's device plugin for Elastic Fabric Adapters on every node of our pools that has them."""

    name: pulumi.Output[str]

    def __init__(self, name: str, args: EfaDevicePluginArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:EfaDevicePlugin", name, None, opts)
        plugin_args = DevicePluginArgs(
            namespace=args.namespace,
            image=args.image,
            images=args.images,
            nodes=None,
            tolerations=args.tolerations,
        )
        child = pulumi.ResourceOptions(parent=self)
        daemon_set(f"{name}-daemon-set", PLUGIN, plugin_args, child)
        if args.neuron:
            daemon_set(f"{name}-neuron-daemon-set", NEURON_PLUGIN, plugin_args, child)
        self.name = pulumi.Output.from_input(PLUGIN.name)
        self.register_outputs({"name": self.name})
