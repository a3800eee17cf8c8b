"""FPGAs as `evenkeel.dev/fpga`.

Nobody maintains a device plugin for EC2's F2 instances: Xilinx's own (Xilinx/FPGA_as_a_Service) ended with F1 and
its shells. What remains is a plugin that hands out device files by path. So the node's image must bring the driver
that makes those files (XDMA, from AWS's FPGA development kit), which EKS's image does not: give the pool an image of
its own. Loading a design into an FPGA stays with a privileged agent of the design's author, since AWS's tools for it
need root.
"""

import json
from dataclasses import dataclass

import pulumi

from components.device_plugins.daemon_set import PRIVILEGED, DevicePluginArgs, NodeRequirementArgs, Plugin, daemon_set
from components.images import ImageLocation
from components.node_pools import TolerationArgs, accelerator_resource
from components.node_pools.accelerator import FPGA
from components.node_pools.labels import ACCELERATOR

NAME = "fpga-device-plugin"


@dataclass(frozen=True, kw_only=True)
class FpgaDevicePluginArgs:
    """What an `FpgaDevicePlugin` needs.

    Attributes:
        namespace: existing namespace; `kube-system`, whose pods may be critical.
        image: full image reference, pinned.
        images: where images are pulled from.
        tolerations: taints that it tolerates: those of the pools with FPGAs, whatever their purpose.
        device_paths: patterns of the files of an FPGA, `/dev/xdma*_user` for example; the first match of each
            belongs to the first FPGA, and so on.
    """

    namespace: str
    image: str
    images: ImageLocation
    tolerations: list[TolerationArgs]
    device_paths: list[str]


class FpgaDevicePlugin(pulumi.ComponentResource):
    """A generic device plugin on every FPGA node of our pools."""

    name: pulumi.Output[str]

    def __init__(self, name: str, args: FpgaDevicePluginArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:FpgaDevicePlugin", name, None, opts)
        plugin_args = DevicePluginArgs(
            namespace=args.namespace,
            image=args.image,
            images=args.images,
            nodes=None,
            tolerations=args.tolerations,
        )
        daemon_set(f"{name}-daemon-set", _plugin(args.device_paths), plugin_args, pulumi.ResourceOptions(parent=self))
        self.name = pulumi.Output.from_input(NAME)
        self.register_outputs({"name": self.name})


def _plugin(device_paths: list[str]) -> Plugin:
    domain, _, resource = accelerator_resource(FPGA).partition("/")
    device = {"name": resource, "groups": [{"paths": [{"path": path} for path in device_paths]}]}
    return Plugin(
        name=NAME,
        nodes=[NodeRequirementArgs(key=ACCELERATOR, operator="In", values=[FPGA])],
        env=[{"name": "GOMAXPROCS", "value": "2"}],  # it polls, on every processor of a large node otherwise
        arguments=["--domain", domain, "--device", json.dumps(device, separators=(",", ":"))],
        security=PRIVILEGED,  # it opens device files of the node
        host_paths={"/dev": False},
        optional_paths=[],
        host_network=False,
        service_account=None,
        memory_request="32Mi",
        memory_limit="128Mi",
    )
