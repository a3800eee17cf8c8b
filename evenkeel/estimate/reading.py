"""Reading properties of recorded resources; what is unknown reads as absent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from evenkeel.model import Value

_SUFFIXES: Final = {
    "m": Decimal("0.001"),
    "": Decimal(1),
    "k": Decimal(10) ** 3,
    "M": Decimal(10) ** 6,
    "G": Decimal(10) ** 9,
    "T": Decimal(10) ** 12,
    "Ki": Decimal(2) ** 10,
    "Mi": Decimal(2) ** 20,
    "Gi": Decimal(2) ** 30,
    "Ti": Decimal(2) ** 40,
}
_QUANTITY: Final = re.compile(r"(\d+(?:\.\d+)?)([A-Za-z]*)")
_DURATION: Final = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h)")
_HOURS: Final = {"ms": Decimal(3_600_000), "s": Decimal(3600), "m": Decimal(60), "h": Decimal(1)}


def at(value: Value, *path: str) -> Value:
    """Return what stands at a path of keys, or None."""
    for key in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def text(value: Value, *path: str) -> str:
    """Return the text at a path, or an empty one."""
    found = at(value, *path)
    return found if isinstance(found, str) else ""


def items(value: Value, *path: str) -> Sequence[Value]:
    """Return the list at a path, or an empty one."""
    found = at(value, *path)
    return found if isinstance(found, Sequence) and not isinstance(found, str) else ()


def texts(value: Value, *path: str) -> tuple[str, ...]:
    """Return the texts in the list at a path."""
    return tuple(item for item in items(value, *path) if isinstance(item, str))


def number(value: Value, *path: str) -> Decimal | None:
    """Return the number at a path, written as a number or as text; None when there is none."""
    found = at(value, *path)
    if isinstance(found, bool) or not isinstance(found, (int, float, str)):
        return None
    try:
        return Decimal(str(found))
    except InvalidOperation:
        return None


def quantity(value: Value, *path: str) -> Decimal:
    """Return the Kubernetes quantity at a path in its base unit (cores, bytes, pieces); 0 when there is none."""
    found = at(value, *path)
    match = _QUANTITY.fullmatch(str(found)) if isinstance(found, (int, float, str)) else None
    return Decimal(match[1]) * _SUFFIXES.get(match[2], Decimal(0)) if match else Decimal(0)


def hours(value: Value, *path: str) -> Decimal:
    """Return the Go duration at a path in hours, `1h30m` for example; 0 when there is none."""
    total = Decimal(0)
    for amount, unit in _DURATION.findall(text(value, *path)):
        total += Decimal(amount) / _HOURS[unit]
    return total
