"""Prices of instance types by region: on demand, and in capacity blocks."""

from __future__ import annotations

from dataclasses import dataclass

from evenkeel.catalogue.instance_types import Price, instance_type
from evenkeel.catalogue.provenance import Provenance, provenance_of
from evenkeel.catalogue.records import document, records


@dataclass(frozen=True, slots=True)
class HourlyPrice:
    """An hour of an instance, Linux, without taxes and discounts.

    Attributes:
        usd: USD.
        provenance: source, date and confidence.
        region: where it holds; `most` when the source says most regions.
    """

    usd: float
    provenance: Provenance
    region: str


def on_demand_price(name: str, region: str) -> HourlyPrice | None:
    """Return the on-demand price of the instance type `name` in `region`; None when it is unknown."""
    known = instance_type(name)
    for price in known.prices if known else ():
        if price.kind == "onDemand" and price.region == region:
            return _hourly(price)
    for record in records("prices"):
        if record["type"] == name and region in record["usdPerHour"]:
            return HourlyPrice(record["usdPerHour"][region], provenance_of(record, document("prices")), region)
    return None


def capacity_block_price(name: str, region: str) -> HourlyPrice | None:
    """Return the price of the instance type `name` in a capacity block in `region`; None when it is unknown."""
    known = instance_type(name)
    for price in known.prices if known else ():
        if price.kind == "capacityBlock" and price.region in {region, "most"}:
            return _hourly(price)
    return None


def _hourly(price: Price) -> HourlyPrice:
    source = str(document("instance_types")["sources"].get(price.source, price.source))
    return HourlyPrice(price.usd_per_hour, Provenance(source, price.as_of, price.confidence), price.region)
