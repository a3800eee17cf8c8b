"""Amounts as Kubernetes writes them."""

from __future__ import annotations

import re
from typing import Final

from policies.properties import Property

GIB: Final = 2**30
_SUFFIXES: Final = {
    "": 1,
    "n": 1e-9,
    "u": 1e-6,
    "m": 1e-3,
    "k": 1e3,
    "M": 1e6,
    "G": 1e9,
    "T": 1e12,
    "P": 1e15,
    "Ki": 2**10,
    "Mi": 2**20,
    "Gi": 2**30,
    "Ti": 2**40,
    "Pi": 2**50,
}
_QUANTITY: Final = re.compile(r"(\d+(?:\.\d+)?(?:[eE]\d+)?)(\D{0,2})")
_DURATION: Final = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h)")
_SECONDS: Final = {"ms": 0.001, "s": 1, "m": 60, "h": 3600}


def quantity(found: Property) -> float:
    """Return a quantity in its base unit: cores, bytes, pieces; 0 when absent or no quantity.

    Raises:
        UndecidedError: when it is unknown.
    """
    match = _QUANTITY.fullmatch(found.text("0"))
    return float(match[1]) * _SUFFIXES.get(match[2], 0) if match else 0.0


def seconds(found: Property) -> float | None:
    """Return a duration (`2h`, `1h30m`) in seconds; None when absent, or when it is `Never`.

    Raises:
        UndecidedError: when it is unknown.
    """
    parts = _DURATION.findall(found.text())
    return sum(float(amount) * _SECONDS[unit] for amount, unit in parts) if parts else None
