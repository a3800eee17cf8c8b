"""Accelerators of a node, and the resources by which pods ask for them."""

from dataclasses import dataclass

from components.node_pools.efa import EfaArgs

NVIDIA = "nvidia"
NEURON = "neuron"
FPGA = "fpga"

RESOURCES = {
    NVIDIA: "nvidia.com/gpu",
    NEURON: "aws.amazon.com/neuron",  # chips; the same plugin also offers aws.amazon.com/neuroncore
    FPGA: "evenkeel.dev/fpga",
}
EFA_RESOURCE = "vpc.amazonaws.com/efa"


@dataclass(frozen=True, kw_only=True)
class AcceleratorArgs:
    """The accelerators of one node.

    Attributes:
        kind: `nvidia`, `neuron` or `fpga`.
        name: model as EC2 names it, `L40S` for example.
        count: accelerators per node.
    """

    kind: str
    name: str
    count: int


def accelerator_resource(kind: str) -> str:
    """Return the extended resource by which pods ask for accelerators of `kind`.

    Raises:
        ValueError: no such kind.
    """
    try:
        return RESOURCES[kind]
    except KeyError:
        message = f"accelerator kind is {kind!r}: use one of {', '.join(RESOURCES)}"
        raise ValueError(message) from None


def extended_resources(accelerator: AcceleratorArgs | None, efa: EfaArgs | None) -> dict[str, int]:
    """Return what one node offers beyond CPU, memory and storage, by resource name."""
    offered: dict[str, int] = {}
    if accelerator is not None:
        offered[accelerator_resource(accelerator.kind)] = accelerator.count
    if efa is not None:
        offered[EFA_RESOURCE] = efa.interfaces
    return offered
