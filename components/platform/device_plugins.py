"""The device plugins that a platform's pools need."""

from collections.abc import Iterable

import pulumi

from components.device_plugins import (
    DevicePluginArgs,
    EfaDevicePlugin,
    EfaDevicePluginArgs,
    FpgaDevicePlugin,
    FpgaDevicePluginArgs,
    NeuronDevicePlugin,
    NvidiaDevicePlugin,
)
from components.images import ImageLocation
from components.node_pools import agent_tolerations
from evenkeel.catalogue.versions import version_matrix
from evenkeel.spec import NodePool, Platform

_NAMESPACE = "kube-system"
# The user and management functions of the FPGAs of an F2 instance, by AWS's XDMA driver.
_FPGA_DEVICES = ["/dev/xdma*_user", "/dev/xdma*_h2c_0", "/dev/xdma*_c2h_0"]


def make_device_plugins(
    platform: Platform, images: ImageLocation, opts: pulumi.ResourceOptions
) -> list[pulumi.Resource]:
    """Register one DaemonSet for each kind of device that a pool has."""
    if platform.add_ons.device_plugins != "install":
        return []
    kinds = {pool.accelerator for pool in platform.node_pools}
    made: list[pulumi.Resource] = []
    for kind, plugin in (("nvidia", NvidiaDevicePlugin), ("neuron", NeuronDevicePlugin)):
        if kind in kinds:
            arguments = DevicePluginArgs(
                namespace=_NAMESPACE,
                image=version_matrix().image(f"{kind}-device-plugin"),
                images=images,
                nodes=None,
                tolerations=agent_tolerations([kind]),
            )
            made.append(plugin(f"{kind}-device-plugin", arguments, opts))
    if "fpga" in kinds:
        fpga = FpgaDevicePluginArgs(
            namespace=_NAMESPACE,
            image=version_matrix().image("fpga-device-plugin"),
            images=images,
            tolerations=agent_tolerations(["fpga"]),
            device_paths=_FPGA_DEVICES,
        )
        made.append(FpgaDevicePlugin("fpga-device-plugin", fpga, opts))
    with_efa = [pool for pool in platform.node_pools if pool.efa]
    if with_efa:
        efa = EfaDevicePluginArgs(
            namespace=_NAMESPACE,
            image=version_matrix().image("efa-device-plugin"),
            images=images,
            tolerations=agent_tolerations(_accelerators(with_efa)),
            neuron="neuron" in _accelerators(with_efa),
        )
        made.append(EfaDevicePlugin("efa-device-plugin", efa, opts))
    return made


def _accelerators(pools: Iterable[NodePool]) -> list[str]:
    return sorted({str(pool.accelerator) for pool in pools if pool.accelerator not in (None, "none")})
