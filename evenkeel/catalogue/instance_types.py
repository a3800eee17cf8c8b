"""EC2 instance types: processors, memory, accelerators, network, local disks, prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, TypeAlias

from evenkeel.catalogue.provenance import Provenance, provenance_of
from evenkeel.catalogue.records import Record, records

AcceleratorKind: TypeAlias = Literal["nvidia", "neuron", "fpga"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceAccelerators:
    """The accelerators of an instance.

    Attributes:
        kind: `nvidia`, `neuron` or `fpga`.
        name: name of the accelerator in this catalogue.
        count: how many the instance has.
        memory_gib: memory of one as the instance offers it, GiB.
        neuron_cores: Neuron cores of one; 0 for others.
    """

    kind: AcceleratorKind
    name: str
    count: int
    memory_gib: float
    neuron_cores: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What an hour of an instance costs, without taxes and discounts.

    Attributes:
        kind: `onDemand` or `capacityBlock`.
        region: where; `most` when the source says most regions.
        usd_per_hour: USD.
        as_of: date of the price.
        source: key of the data file's sources.
        confidence: how sure it is.
    """

    kind: Literal["onDemand", "capacityBlock"]
    region: str
    usd_per_hour: float
    as_of: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceType:
    """An EC2 instance type.

    Attributes:
        name: family and size.
        architecture: `amd64` or `arm64`.
        cpus: vCPUs.
        memory_gib: memory, GiB.
        accelerators: its accelerators; None when it has none.
        efa_interfaces: most Elastic Fabric Adapters it takes; None when unknown.
        local_storage_gb: local NVMe disks, GB; None when unknown.
        network: bandwidth as advertised.
        placement_group: whether it may join a cluster placement group.
        purchase: `onDemand`, `spot`, `capacityBlock`: ways in which EC2 sells it.
        quota_code: code of the on-demand vCPU quota it counts against; None when unknown.
        prices: what is known of its price in us-east-1.
        note: what to know about the figures.
        provenance: source, date and confidence.
    """

    name: str
    architecture: Literal["amd64", "arm64"]
    cpus: int
    memory_gib: float
    accelerators: InstanceAccelerators | None
    efa_interfaces: int | None
    local_storage_gb: float | None
    network: str
    placement_group: bool
    purchase: tuple[str, ...]
    quota_code: str | None
    prices: tuple[Price, ...]
    note: str
    provenance: Provenance

    @property
    def family(self) -> str:
        """The part of the name before the size."""
        return self.name.partition(".")[0]


@cache
def instance_types() -> Mapping[str, InstanceType]:
    """Return all known instance types by name."""
    return MappingProxyType({record["type"]: _instance_type(record) for record in records("instance_types")})


def instance_type(name: str) -> InstanceType | None:
    """Return the instance type `name`, or None when the catalogue does not know it."""
    return instance_types().get(name)


def _instance_type(record: Record) -> InstanceType:
    given = record["accelerator"]
    accelerators = given and InstanceAccelerators(
        kind=given["kind"],
        name=given["name"],
        count=given["count"],
        memory_gib=given["memoryGib"],
        neuron_cores=given.get("neuronCores", 0),
    )
    return InstanceType(
        name=record["type"],
        architecture=record["architecture"],
        cpus=record["cpus"],
        memory_gib=record["memoryGib"],
        accelerators=accelerators,
        efa_interfaces=record["efaInterfaces"],
        local_storage_gb=record["localStorageGb"],
        network=record["network"],
        placement_group=record["placementGroup"],
        purchase=tuple(record["purchase"]),
        quota_code=record["quotaCode"],
        prices=tuple(
            Price(
                kind=price["kind"],
                region=price["region"],
                usd_per_hour=price["usdPerHour"],
                as_of=price["asOf"],
                source=price["source"],
                confidence=price["confidence"],
            )
            for price in record["prices"]
        ),
        note=record["note"],
        provenance=provenance_of(record),
    )
