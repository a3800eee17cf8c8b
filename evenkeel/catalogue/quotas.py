"""AWS service quotas of a new account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from evenkeel.catalogue.provenance import Provenance, provenance_of
from evenkeel.catalogue.records import document, records


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """A quota.

    Attributes:
        code: its code in Service Quotas.
        service: the service's code there.
        name: its name there.
        default: what a new account has, in `unit`.
        unit: `vCPU`, `count` or `TiB`.
        adjustable: whether AWS raises it on request; None when unknown.
        provenance: source, date and confidence.
    """

    code: str
    service: str
    name: str
    default: float
    unit: str
    adjustable: bool | None
    provenance: Provenance


@cache
def quotas() -> Mapping[str, Quota]:
    """Return all known quotas by code."""
    return MappingProxyType(
        {
            record["code"]: Quota(
                code=record["code"],
                service=record["service"],
                name=record["name"],
                default=record["default"],
                unit=record["unit"],
                adjustable=record["adjustable"],
                provenance=provenance_of(record, document("quotas")),
            )
            for record in records("quotas")
        }
    )
