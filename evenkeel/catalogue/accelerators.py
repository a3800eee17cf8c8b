"""Accelerators: memory, bandwidth, power and dense peak performance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from evenkeel.catalogue.provenance import Provenance, provenance_of
from evenkeel.catalogue.records import records


@dataclass(frozen=True, slots=True, kw_only=True)
class Accelerator:
    """One accelerator.

    Attributes:
        name: short name, as instance types name it.
        kind: `nvidia` or `neuron`.
        description: the vendor's name, with form factor and memory.
        families: EC2 instance families that carry it.
        memory_gb: device memory as advertised, decimal GB.
        bandwidth_tb_per_second: memory bandwidth, TB/s.
        power_watts: board power, W; None when the vendor publishes none.
        teraflops: dense peak (no sparsity) by number format, TFLOP/s (TOP/s for int8).
        note: what to know about the figures.
        provenance: source, date and confidence.
    """

    name: str
    kind: Literal["nvidia", "neuron"]
    description: str
    families: tuple[str, ...]
    memory_gb: float
    bandwidth_tb_per_second: float
    power_watts: float | None
    teraflops: Mapping[str, float]
    note: str
    provenance: Provenance


@cache
def accelerators() -> Mapping[str, Accelerator]:
    """Return all known accelerators by name."""
    return MappingProxyType(
        {
            record["name"]: Accelerator(
                name=record["name"],
                kind=record["kind"],
                description=record["description"],
                families=tuple(record["families"]),
                memory_gb=record["memoryGb"],
                bandwidth_tb_per_second=record["bandwidthTbPerSecond"],
                power_watts=record["powerWatts"],
                teraflops=MappingProxyType(dict(record["teraflops"])),
                note=record["note"],
                provenance=provenance_of(record),
            )
            for record in records("accelerators")
        }
    )


def accelerator(name: str) -> Accelerator | None:
    """Return the accelerator `name`, or None when the catalogue does not know it."""
    return accelerators().get(name)
