"""Node pools: which machines there may be, how they are bought, and how many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from evenkeel.spec.refusal import refusal
from evenkeel.spec.section import Default, Flag, Integer, Number, Section
from evenkeel.spec.values import Age, Budget, Duration, InstanceType, Name, ReservationId, Zone

Purpose: TypeAlias = Literal["inference", "training", "general"]
AcceleratorKind: TypeAlias = Literal["nvidia", "neuron", "fpga", "none"]
Capacity: TypeAlias = Literal["spot", "onDemand", "reserved", "capacityBlock"]
Manager: TypeAlias = Literal["karpenter", "managed"]
Architecture: TypeAlias = Literal["amd64", "arm64"]


class Minimum(Section):
    """How many nodes are always there.

    Attributes:
        nodes: number of nodes.
    """

    nodes: Annotated[Integer, Field(ge=0, le=10_000)] = 0


class Maximum(Section):
    """How far a pool may grow; at least one of the two.

    Attributes:
        nodes: number of nodes.
        accelerators: number of accelerators over all nodes.
    """

    nodes: Annotated[Integer, Field(ge=1, le=10_000)] | None = None
    accelerators: Annotated[Integer, Field(ge=1, le=100_000)] | None = None

    @model_validator(mode="after")
    def require_one(self) -> Self:
        """Refuse a limit without a number."""
        if self.nodes is None and self.accelerators is None:
            raise refusal("sets no limit", "Give nodes or accelerators, such as {nodes: 2}.")
        return self


class Taint(Section):
    """A taint on every node of the pool.

    Attributes:
        key: its key.
        value: its value.
        effect: what happens to pods that do not tolerate it.
    """

    key: Annotated[str, Field(min_length=1)]
    value: str = ""
    effect: Literal["NoSchedule", "PreferNoSchedule", "NoExecute"] = "NoSchedule"


class Disruption(Section):
    """When Karpenter may take nodes away of its own accord.

    Attributes:
        consolidate: which nodes; `whenEmpty` never moves a running model.
        after: how long it waits first.
        budget: how many nodes at once, a number or a percentage in quotes; "0" for none.
    """

    consolidate: Literal["whenEmpty", "whenEmptyOrUnderutilized"] = "whenEmpty"
    after: Annotated[Duration, Default(dev="5m", staging="10m", prod="30m")]
    budget: Annotated[Budget, Default(dev="100%", staging="1", prod="1")]


class NodeAccelerators(Section):
    """The accelerators of one node of an existing cluster.

    Attributes:
        kind: whose device plugin offers them.
        name: what they are called, `H100` for example.
        count: how many a node has.
        memory_gib: memory of one, GiB.
    """

    kind: Literal["nvidia", "neuron", "fpga"]
    name: str
    count: Annotated[Integer, Field(ge=1, le=1024)]
    memory_gib: Annotated[Number, Field(gt=0, le=100_000)]


class NodeShape(Section):
    """What one node of an existing cluster offers.

    Attributes:
        architecture: its processors.
        cpus: processors that pods can have.
        memory_gib: memory that pods can have, GiB.
        accelerators: its accelerators, if it has any.
    """

    architecture: Architecture = "amd64"
    cpus: Annotated[Number, Field(gt=0, le=10_000)]
    memory_gib: Annotated[Number, Field(gt=0, le=100_000)]
    accelerators: NodeAccelerators | None = None


class NodePool(Section):
    """Nodes of one kind.

    Attributes:
        name: its name; nodes carry it as the label `evenkeel.dev/pool`.
        purpose: what runs there.
        accelerator: whose accelerators; left out, those of the instance types.
        instance_types: EC2 instance types, all with the same accelerators; on AWS only.
        node: what a node offers; on an existing cluster only.
        capacity: how instances are bought, the preferred way first.
        reservations: ids of the capacity reservations or capacity blocks that the pool draws on.
        zones: zones of the nodes; left out, all zones of the target.
        efa: Elastic Fabric Adapter interfaces, as many as the instance type has.
        placement_group: nodes close together, in a cluster placement group.
        local_storage: `raid0` joins the instance's own disks for images and model files.
        root_volume_gib: size of the root volume, GiB.
        manager: `karpenter` makes nodes as pods ask for them; `managed` is an EKS node group of its own.
        min: how many nodes are always there; `managed` only.
        max: how far it may grow.
        labels: further labels of the nodes.
        taints: further taints; accelerator nodes are tainted anyway.
        disruption: when Karpenter may take nodes away.
        expire_after: age at which Karpenter replaces a node.
    """

    name: Name
    purpose: Purpose
    accelerator: AcceleratorKind | None = None
    instance_types: tuple[InstanceType, ...] = ()
    node: NodeShape | None = None
    capacity: Annotated[tuple[Capacity, ...], Field(min_length=1)] = ("onDemand",)
    reservations: tuple[ReservationId, ...] = ()
    zones: tuple[Zone, ...] = ()
    efa: Flag = False
    placement_group: Flag = False
    local_storage: Literal["raid0", "none"] = "raid0"
    root_volume_gib: Annotated[Integer, Field(ge=20, le=16384)] = 100
    manager: Manager = "karpenter"
    min: Minimum = Minimum()
    max: Maximum
    labels: Mapping[str, str] = Field(default_factory=dict[str, str])
    taints: tuple[Taint, ...] = ()
    disruption: Annotated[Disruption, Default({})]
    expire_after: Annotated[Age, Default(dev="168h", staging="336h", prod="720h")]
