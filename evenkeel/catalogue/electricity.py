"""Electricity: its carbon by region, what data centres add, and the power of parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import cast

from evenkeel.catalogue.provenance import Provenance, provenance_of
from evenkeel.catalogue.records import document, records


@dataclass(frozen=True, slots=True, kw_only=True)
class GridIntensity:
    """Carbon of a region's electricity, location-based, after several sources that disagree.

    Attributes:
        region: AWS region.
        grams_per_kwh: g CO2e per kWh by source.
        preferred: the source to take when nobody chose: the state's rate in the USA, the country's elsewhere.
        as_of: date of the collection; ISO 8601.
    """

    region: str
    grams_per_kwh: Mapping[str, Decimal]
    preferred: str
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerUsageEffectiveness:
    """Energy of a data centre over the energy of its computers.

    Attributes:
        scope: which sites.
        year: year of the measurement.
        factor: the ratio, 1 or more.
        provenance: source, date and confidence.
    """

    scope: str
    year: int
    factor: Decimal
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPower:
    """Power of a part of a server.

    Attributes:
        part: name of an accelerator, or `vcpu`, `memory_gib`, `ssd_gb` for one vCPU, GiB of memory or GB of disk.
        idle_watts: W without load.
        max_watts: W under full load.
        provenance: source, date and confidence.
    """

    part: str
    idle_watts: Decimal
    max_watts: Decimal
    provenance: Provenance


@cache
def grid_intensities() -> Mapping[str, GridIntensity]:
    """Return the carbon of electricity by region."""
    shared = document("grid")
    return MappingProxyType(
        {
            record["region"]: GridIntensity(
                region=record["region"],
                grams_per_kwh=MappingProxyType({name: Decimal(text) for name, text in record["gramsPerKwh"].items()}),
                preferred=next(name for name in shared["preferred"] if name in record["gramsPerKwh"]),
                as_of=shared["asOf"],
            )
            for record in records("grid")
        }
    )


def grid_sources() -> Mapping[str, str]:
    """Return what each source of grid intensities is, by the name under which it is chosen."""
    return cast("Mapping[str, str]", document("grid")["sources"])


@cache
def power_usage_effectiveness() -> tuple[PowerUsageEffectiveness, ...]:
    """Return what AWS published: the newest average first, the best site last."""
    return tuple(
        PowerUsageEffectiveness(
            scope=record["scope"],
            year=record["year"],
            factor=Decimal(record["pue"]),
            provenance=provenance_of(record, document("pue")),
        )
        for record in records("pue")
    )


@cache
def part_powers() -> Mapping[str, PartPower]:
    """Return the known powers by part."""
    return MappingProxyType(
        {
            record["part"]: PartPower(
                part=record["part"],
                idle_watts=Decimal(record["idleWatts"]),
                max_watts=Decimal(record["maxWatts"]),
                provenance=provenance_of(record, document("power")),
            )
            for record in records("power")
        }
    )
