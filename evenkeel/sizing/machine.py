"""What one node of a pool offers to pods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from evenkeel.catalogue import InstanceType, instance_type
from evenkeel.spec import AcceleratorKind, NodePool, NodeShape

_RESERVED_CPUS: Final = 1.0
"""vCPUs for the operating system, the kubelet and the agents that run on every node."""
_RESERVED_GIB: Final = 2.0
"""Memory for the same."""
_UNAVAILABLE_SHARE: Final = 0.075
"""Share of the advertised memory that the hypervisor and the kernel keep (Karpenter's `vmMemoryOverheadPercent`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A node.

    Attributes:
        name: instance type, or name of the pool on an existing cluster.
        architecture: `amd64` or `arm64`.
        cpus: processors that pods can have.
        memory_gib: memory that pods can have, GiB.
        accelerator: kind of its accelerators.
        accelerator_name: their name; empty without any.
        accelerators: how many it has.
        accelerator_gib: memory of one, GiB.
        cores_per_accelerator: Neuron cores of one; 1 for others.
        efa_interfaces: most EFA interfaces; None when unknown.
    """

    name: str
    architecture: str
    cpus: float
    memory_gib: float
    accelerator: AcceleratorKind
    accelerator_name: str
    accelerators: int
    accelerator_gib: float
    cores_per_accelerator: int = 1
    efa_interfaces: int | None = None

    @property
    def ranks(self) -> int:
        """Most processes of an engine that can each have a device of their own: GPUs, or Neuron cores."""
        return self.accelerators * self.cores_per_accelerator

    @property
    def rank_gib(self) -> float:
        """Device memory of one such process, GiB."""
        return self.accelerator_gib / self.cores_per_accelerator


def pool_machines(pool: NodePool) -> tuple[Machine, ...]:
    """Return a machine for each instance type of `pool` that the catalogue knows, or the one of its node."""
    if pool.node is not None:
        return (_from_shape(pool.name, pool.node),)
    known = (instance_type(name) for name in pool.instance_types)
    return tuple(machine_of(found) for found in known if found is not None)


def smallest_machine(pool: NodePool) -> Machine | None:
    """Return the machine of `pool` with the fewest resources; pods must fit on it. None when it is unknown."""
    return min(
        pool_machines(pool),
        key=lambda machine: (machine.accelerators, machine.accelerator_gib, machine.memory_gib, machine.cpus),
        default=None,
    )


def machine_of(known: InstanceType) -> Machine:
    """Return what an instance of type `known` offers to pods."""
    found = known.accelerators
    return Machine(
        name=known.name,
        architecture=known.architecture,
        cpus=max(0.5, known.cpus - _RESERVED_CPUS),
        memory_gib=max(0.5, known.memory_gib * (1 - _UNAVAILABLE_SHARE) - _RESERVED_GIB),
        accelerator=found.kind if found else "none",
        accelerator_name=found.name if found else "",
        accelerators=found.count if found else 0,
        accelerator_gib=found.memory_gib if found else 0,
        cores_per_accelerator=(found.neuron_cores or 1) if found else 1,
        efa_interfaces=known.efa_interfaces,
    )


def _from_shape(name: str, shape: NodeShape) -> Machine:
    found = shape.accelerators
    return Machine(
        name=name,
        architecture=shape.architecture,
        cpus=shape.cpus,
        memory_gib=shape.memory_gib,
        accelerator=found.kind if found else "none",
        accelerator_name=found.name if found else "",
        accelerators=found.count if found else 0,
        accelerator_gib=found.memory_gib if found else 0,
    )
