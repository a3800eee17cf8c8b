"""Durations as Pulumi's options spell them."""

from __future__ import annotations

import re
from typing import Final

_SECONDS: Final = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_PART: Final = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)")


def seconds(text: str) -> float:
    """Return the length of a Go duration such as `30m` or `1h15m`, in seconds.

    Raises:
        ValueError: the text is not such a duration.
    """
    parts = _PART.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        raise ValueError(f"{text!r} is not a duration; write numbers with units, 30m or 1h15m for example")
    return sum(float(number) * _SECONDS[unit] for number, unit in parts)
