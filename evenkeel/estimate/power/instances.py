"""Power of instance types: processors, memory, disks and accelerators, at the load that is assumed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from evenkeel.catalogue import InstanceType, PartPower, Provenance, accelerator, instance_type, part_powers
from evenkeel.estimate.bands import level, plain, plus, rounded_band, spread, times
from evenkeel.estimate.situation import Situation
from evenkeel.model import Band

_IDLE_SHARE: Final = Band(Decimal("0.11"), Decimal("0.115"), Decimal("0.24"))
"""Idle power of an accelerator as a share of its board power, where nobody published it: A100, T4, A10G and V100 are at
11 to 12 % in Cloud Carbon Footprint; a server of eight H200 that had just been started took 2.46 of its 10.2 kW."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstancePower:
    """Power of an instance, without the building.

    Attributes:
        watts: W at the assumed load.
        formula: how it came about.
        facts: the records behind it.
        missing: parts whose power nobody published; empty when all are known.
    """

    watts: Band
    formula: str
    facts: tuple[str, ...]
    missing: str


def instance_power(name: str, situation: Situation, *, full: bool = False) -> InstancePower | None:
    """Return the power of an instance type; None when the catalogue does not know it.

    Args:
        name: the instance type.
        situation: the estimate in the making.
        full: take the high end of the assumed load at all ends, as while a measurement is taken.
    """
    known = instance_type(name)
    if known is None:
        return None
    assumed = situation.usage("utilisation")
    load = level(assumed.high) if full else assumed
    found = [
        _part(part, count, load)
        for part, count in (
            ("vcpu", Decimal(known.cpus)),
            ("memory_gib", Decimal(str(known.memory_gib))),
            ("ssd_gb", Decimal(str(known.local_storage_gb or 0))),
        )
        if count
    ]
    missing = ""
    if known.accelerators is not None:
        accelerators = _accelerators(known, load)
        if accelerators is None:
            missing = f"{known.accelerators.count} x {known.accelerators.name}"
        else:
            found.append(accelerators)
            if known.accelerators.name not in part_powers():
                situation.assume(
                    "idleShare",
                    f"idle accelerators take {spread(_IDLE_SHARE)} of their board power where nobody published it",
                    "A100, T4, A10G and V100 in Cloud Carbon Footprint; a measured idle H200 server as high end",
                    stated=False,
                )
    watts = rounded_band(plus(each.watts for each in found))
    return InstancePower(
        watts=watts,
        formula=f"{name}: " + " + ".join(each.formula for each in found) + f" = {spread(watts)} W",
        facts=tuple(fact for each in found for fact in each.facts),
        missing=missing,
    )


@dataclass(frozen=True, slots=True)
class _Part:
    watts: Band
    formula: str
    facts: tuple[str, ...]


def _part(name: str, count: Decimal, load: Band) -> _Part:
    record = part_powers()[name]
    return _Part(
        times(_loaded(level(record.idle_watts), record.max_watts, load), count),
        f"{plain(count)} {name} x {_words(record.idle_watts, record.max_watts)}",
        (_fact(name, record),),
    )


def _accelerators(known: InstanceType, load: Band) -> _Part | None:
    assert known.accelerators is not None  # noqa: S101 - the caller looked
    name, count = known.accelerators.name, Decimal(known.accelerators.count)
    record = part_powers().get(name)
    if record is not None:
        watts = _loaded(level(record.idle_watts), record.max_watts, load)
        return _Part(
            times(watts, count),
            f"{count} {name} x {_words(record.idle_watts, record.max_watts)}",
            (_fact(name, record),),
        )
    found = accelerator(name)
    if found is None or found.power_watts is None:
        return None
    board = Decimal(str(found.power_watts))
    idle = times(_IDLE_SHARE, board)
    return _Part(
        times(_loaded(idle, board, load), count),
        f"{count} {name} x (idle {spread(idle)} W .. {plain(board)} W at full load)",
        (f"{name}: board power {plain(board)} W; {_source(found.provenance)}",),
    )


def _loaded(idle: Band, most: Decimal, load: Band) -> Band:
    """Idle + load x (most - idle)."""
    return Band(
        idle.low + load.low * (most - idle.low),
        idle.expected + load.expected * (most - idle.expected),
        idle.high + load.high * (most - idle.high),
    )


def _words(idle: Decimal, most: Decimal) -> str:
    return f"{plain(idle)} W" if idle == most else f"(idle {plain(idle)} W .. {plain(most)} W at full load)"


def _fact(name: str, record: PartPower) -> str:
    return f"{name}: {plain(record.idle_watts)} to {plain(record.max_watts)} W; {_source(record.provenance)}"


def _source(provenance: Provenance) -> str:
    return f"{provenance.source}; {provenance.as_of}; {provenance.confidence}"
