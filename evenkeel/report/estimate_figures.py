"""How amounts of money, energy and carbon read."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from evenkeel.model import Band


def money(usd: Decimal) -> str:
    """Return an amount in USD: two places, thousands apart; less than a cent in as many places as it needs."""
    if usd and abs(usd) < Decimal("0.005"):
        return f"USD {_digits(usd)}"
    return f"USD {usd:,.2f}".replace("USD -", "-USD ")


def amount(value: Decimal) -> str:
    """Return a number: thousands apart, a place or two where they say something."""
    size = abs(value)
    if not value:
        return "0"
    if size < Decimal("0.01"):
        return _digits(value)
    return f"{value:,.0f}" if size >= 1000 else f"{value:,.1f}" if size >= 10 else f"{value:,.2f}"


def exactly(value: Decimal) -> str:
    """Return a number with all its digits."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def ends(band: Band) -> str:
    """Return a band as one number, or as its three."""
    if band.low == band.expected == band.high:
        return exactly(band.expected)
    return f"{exactly(band.low)} .. {exactly(band.expected)} .. {exactly(band.high)}"


def cents(band: Band) -> tuple[str, str, str]:
    """Return the ends of a band of USD in cents, without the currency."""
    low, expected, high = (
        f"{each.quantize(Decimal('0.01'), ROUND_HALF_EVEN):,f}" for each in (band.low, band.expected, band.high)
    )
    return low, expected, high


def _digits(value: Decimal) -> str:
    return f"{value:.2g}" if abs(value) >= Decimal("0.0001") else f"{value.normalize():.2e}"
