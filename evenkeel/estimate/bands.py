"""Arithmetic of bands: exact, since a quantity is rounded once, where it is made."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from evenkeel.model import Band

HOURS: Final = Decimal(730)
"""Hours of a month: 8,760 / 12."""

ZERO: Final = Band(Decimal(0), Decimal(0), Decimal(0))
_QUANTUM: Final = Decimal("0.0001")


def level(value: Decimal | int | str) -> Band:
    """Return a figure without spread."""
    exact = Decimal(value)
    return Band(exact, exact, exact)


def rounded(value: Decimal) -> Decimal:
    """Round a quantity to a ten-thousandth, half to even."""
    exact = value.quantize(_QUANTUM, ROUND_HALF_EVEN)
    whole = exact.to_integral_value()
    return whole if whole == exact else exact


def times(band: Band, factor: Decimal | int) -> Band:
    """Multiply all ends by the same factor."""
    return Band(band.low * factor, band.expected * factor, band.high * factor)


def product(one: Band, other: Band) -> Band:
    """Multiply end by end; both are zero or more, so the ends stay the bounds."""
    return Band(one.low * other.low, one.expected * other.expected, one.high * other.high)


def rounded_band(band: Band) -> Band:
    """Round a quantity at all ends."""
    return Band(rounded(band.low), rounded(band.expected), rounded(band.high))


def plus(bands: Iterable[Band]) -> Band:
    """Add end by end."""
    low = expected = high = Decimal(0)
    for band in bands:
        low, expected, high = low + band.low, expected + band.expected, high + band.high
    return Band(low, expected, high)


def minus(head: Band, base: Band) -> Band:
    """Subtract end by end."""
    return Band(head.low - base.low, head.expected - base.expected, head.high - base.high)


def plain(value: Decimal) -> str:
    """Return a number for a formula: thousands apart, no trailing zeros, at most four decimals."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return text or "0"


def spread(band: Band) -> str:
    """Return a band for a formula: one number, or its three."""
    if band.low == band.expected == band.high:
        return plain(band.expected)
    return f"{plain(band.low)} .. {plain(band.expected)} .. {plain(band.high)}"
