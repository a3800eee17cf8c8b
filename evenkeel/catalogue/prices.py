"""On-demand prices of accelerated instance types by region."""

from __future__ import annotations

from dataclasses import dataclass

from evenkeel.catalogue.instance_types import instance_type
from evenkeel.catalogue.provenance import Provenance, provenance_of
from evenkeel.catalogue.records import document, records


@dataclass(frozen=True, slots=True)
class HourlyPrice:
    """An hour of an instance on demand, Linux, without taxes and discounts.

    Attributes:
        usd: USD.
        provenance: source, date and confidence.
    """

    usd: float
    provenance: Provenance


def on_demand_price(name: str, region: str) -> HourlyPrice | None:
    """Return the on-demand price of the instance type `name` in `region`; None when it is unknown."""
    known = instance_type(name)
    for price in known.prices if known else ():
        if price.kind == "onDemand" and price.region == region:
            source = str(document("instance_types")["sources"].get(price.source, price.source))
            return HourlyPrice(price.usd_per_hour, Provenance(source, price.as_of, price.confidence))
    for record in records("prices"):
        if record["type"] == name and region in record["usdPerHour"]:
            return HourlyPrice(record["usdPerHour"][region], provenance_of(record, document("prices")))
    return None
