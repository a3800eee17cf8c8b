"""Measured serving throughput of models on accelerators; nothing in between is made up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from evenkeel.catalogue.provenance import Provenance
from evenkeel.catalogue.records import document, records


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingThroughput:
    """One measurement.

    Attributes:
        model: owner and name of the model on its hub.
        accelerator: accelerator, as instance types name it.
        accelerators: how many served together.
        precision: number format of the weights, `bfloat16` or `fp8` for example.
        tokens_per_second: output tokens per second of all of them together.
        joules_per_token: energy of the accelerators alone, J per output token; None when not measured.
        condition: engine, load and service level under which it was measured.
        provenance: source, date and confidence.
    """

    model: str
    accelerator: str
    accelerators: int
    precision: str
    tokens_per_second: Decimal
    joules_per_token: Decimal | None
    condition: str
    provenance: Provenance


@cache
def serving_throughputs() -> tuple[ServingThroughput, ...]:
    """Return all measurements, in the order of the data file."""
    sources = document("throughput")["sources"]
    return tuple(
        ServingThroughput(
            model=record["model"],
            accelerator=record["accelerator"],
            accelerators=record["accelerators"],
            precision=record["precision"],
            tokens_per_second=Decimal(record["tokensPerSecond"]),
            joules_per_token=Decimal(record["joulesPerToken"]) if record["joulesPerToken"] else None,
            condition=record["condition"],
            provenance=Provenance(
                sources[record["source"]]["source"],
                sources[record["source"]]["asOf"],
                sources[record["source"]]["confidence"],
            ),
        )
        for record in records("throughput")
    )
