"""Embodied carbon of instance types: what making their share of a server emitted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from evenkeel.catalogue.provenance import Provenance, provenance_of
from evenkeel.catalogue.records import document, records


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbodiedCarbon:
    """Carbon of making an instance's share of a server.

    Attributes:
        instance_type: the instance type that was modelled.
        low: kg CO2e over the server's life, low end of the model's interval.
        expected: its middle.
        high: its high end.
        accelerators: the part of `expected` that accelerators account for, kg; None when there are none.
        lifetime_hours: the server's life, h.
        note: what to know about the figure.
        provenance: source, date and confidence.
    """

    instance_type: str
    low: Decimal
    expected: Decimal
    high: Decimal
    accelerators: Decimal | None
    lifetime_hours: Decimal
    note: str
    provenance: Provenance


@cache
def embodied_carbon() -> Mapping[str, EmbodiedCarbon]:
    """Return the known figures by instance type."""
    shared = document("embodied")
    return MappingProxyType(
        {
            record["type"]: EmbodiedCarbon(
                instance_type=record["type"],
                low=Decimal(record["kg"][0]),
                expected=Decimal(record["kg"][1]),
                high=Decimal(record["kg"][2]),
                accelerators=Decimal(record["acceleratorsKg"]) if record["acceleratorsKg"] else None,
                lifetime_hours=Decimal(shared["lifetimeHours"]),
                note=record["note"],
                provenance=provenance_of(record, shared),
            )
            for record in records("embodied")
        }
    )
