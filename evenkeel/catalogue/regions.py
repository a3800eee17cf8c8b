"""AWS regions, their zones, and which instance types they offer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from evenkeel.catalogue.provenance import Provenance, provenance_of
from evenkeel.catalogue.records import document, records


@cache
def zones_by_region() -> Mapping[str, tuple[str, ...]]:
    """Return the availability zones of each known region."""
    return MappingProxyType({record["region"]: tuple(record["zones"]) for record in records("zones")})


@cache
def _offerings() -> Mapping[str, frozenset[str]]:
    return {record["type"]: frozenset(record["regions"]) for record in records("offerings")}


def regions_offering(instance_type: str) -> tuple[str, ...]:
    """Return the regions known to offer `instance_type`, sorted; empty when nothing is known about it."""
    return tuple(sorted(_offerings().get(instance_type, ())))


def is_offered(instance_type: str, region: str) -> bool | None:
    """Return whether `region` offers `instance_type`; None when the catalogue cannot tell.

    Offered says nothing about quota or capacity.
    """
    if instance_type not in _offerings() or region not in document("offerings")["knownRegions"]:
        return None
    return region in _offerings()[instance_type]


def offerings_provenance() -> Provenance:
    """Return where the offerings come from."""
    return provenance_of({}, document("offerings"))
