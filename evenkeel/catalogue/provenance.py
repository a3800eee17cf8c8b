"""Where a fact comes from, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass

from evenkeel.catalogue.records import Record


@dataclass(frozen=True, slots=True)
class Provenance:
    """The source of a fact.

    Attributes:
        source: who says so, and where.
        as_of: date of the fact, or of its collection where the source has none; ISO 8601.
        confidence: how sure it is, in the words of the collection.
    """

    source: str
    as_of: str
    confidence: str


def provenance_of(record: Record, document: Record | None = None) -> Provenance:
    """Return the provenance of `record`; what it leaves out holds for the whole of `document`."""
    shared = document or {}
    return Provenance(
        source=str(record.get("source") or shared.get("source", "")),
        as_of=str(record.get("asOf") or shared.get("asOf", "")),
        confidence=str(record.get("confidence") or shared.get("confidence", "")),
    )
