"""List prices of AWS services beside EC2 instances, by region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from evenkeel.catalogue.provenance import Provenance, provenance_of
from evenkeel.catalogue.records import records


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePrice:
    """What a unit of a service costs, without taxes, discounts and free tiers.

    Attributes:
        identifier: what is priced, `nat_gateway_hour` for example.
        service: the AWS service.
        region: where the price holds; no other region is meant.
        variant: node type, or another choice that decides the price; empty when there is none.
        usd: USD a unit.
        unit: what one unit is.
        note: how the figure was derived, if it was.
        provenance: source, date and confidence.
    """

    identifier: str
    service: str
    region: str
    variant: str
    usd: Decimal
    unit: str
    note: str
    provenance: Provenance


@cache
def service_prices() -> Mapping[tuple[str, str, str], ServicePrice]:
    """Return all known prices by identifier, region and variant."""
    found = [
        ServicePrice(
            identifier=record["id"],
            service=record["service"],
            region=record["region"],
            variant=record.get("variant", ""),
            usd=Decimal(record["usd"]),
            unit=record["unit"],
            note=record["note"],
            provenance=provenance_of(record),
        )
        for record in records("service_prices")
    ]
    return MappingProxyType({(price.identifier, price.region, price.variant): price for price in found})


def service_price(identifier: str, region: str, variant: str = "") -> ServicePrice | None:
    """Return the price of `identifier` in `region`; None when it is unknown there."""
    return service_prices().get((identifier, region, variant))
