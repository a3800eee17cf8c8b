"""Device plugins: how nodes offer accelerators and fast network interfaces to pods."""

from components.device_plugins.daemon_set import DevicePluginArgs, NodeRequirementArgs
from components.device_plugins.efa import EfaDevicePlugin, EfaDevicePluginArgs
from components.device_plugins.fpga import FpgaDevicePlugin, FpgaDevicePluginArgs
from components.device_plugins.neuron import NeuronDevicePlugin
from components.device_plugins.nvidia import NvidiaDevicePlugin

__all__ = [
    "DevicePluginArgs",
    "EfaDevicePlugin",
    "EfaDevicePluginArgs",
    "FpgaDevicePlugin",
    "FpgaDevicePluginArgs",
    "NeuronDevicePlugin",
    "NodeRequirementArgs",
    "NvidiaDevicePlugin",
]
