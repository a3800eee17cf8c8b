"""Embodied carbon of an instance's share of a server."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from evenkeel.catalogue import EmbodiedCarbon, embodied_carbon, instance_type
from evenkeel.estimate.bands import rounded_band, times
from evenkeel.model import Band


@dataclass(frozen=True, slots=True)
class Making:
    """Embodied carbon of an hour.

    Attributes:
        kg: kg CO2e an hour.
        fact: the record behind it, and how the figure was derived from it.
    """

    kg: Band
    fact: str


def making(name: str) -> Making | None:
    """Return the embodied carbon of an hour of an instance type; None when nobody modelled it or its family.

    A size that was not modelled takes its share of one of its family: of the accelerators' part by their number, of
    the rest by vCPUs.
    """
    known = embodied_carbon().get(name)
    if known is not None:
        return Making(_hourly(Band(known.low, known.expected, known.high), known), _fact(known))
    wanted = instance_type(name)
    family = name.partition(".")[0]
    near = [each for each in embodied_carbon().values() if each.instance_type.partition(".")[0] == family]
    if wanted is None or not near:
        return None
    record = max(near, key=lambda each: each.expected)
    whole = instance_type(record.instance_type)
    if whole is None:
        return None
    rest = Decimal(wanted.cpus) / Decimal(whole.cpus)
    accelerated = record.accelerators or Decimal(0)
    part = Decimal(0)
    if accelerated and wanted.accelerators and whole.accelerators:
        part = Decimal(wanted.accelerators.count) / Decimal(whole.accelerators.count)
    kg = accelerated * part + (record.expected - accelerated) * rest
    ratio = kg / record.expected
    band = times(Band(record.low, record.expected, record.high), ratio)
    return Making(_hourly(band, record), f"its share, {ratio:.4f}, of {_fact(record)}")


def _hourly(kg: Band, record: EmbodiedCarbon) -> Band:
    return Band(kg.low / record.lifetime_hours, kg.expected / record.lifetime_hours, kg.high / record.lifetime_hours)


def _fact(record: EmbodiedCarbon) -> str:
    provenance = record.provenance
    return (
        f"{record.instance_type}: {record.low} .. {record.expected} .. {record.high} kg CO2e over "
        f"{record.lifetime_hours} h; {provenance.source}; {provenance.as_of}; {provenance.confidence}"
    )


def embodied(name: str, hours: Band) -> tuple[Band, str] | None:
    """Return the embodied carbon of some hours of an instance type, kg CO2e, with its fact."""
    found = making(name)
    if found is None:
        return None
    kg = Band(found.kg.low * hours.low, found.kg.expected * hours.expected, found.kg.high * hours.high)
    return rounded_band(kg), found.fact
