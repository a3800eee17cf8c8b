"""What a person states beside the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from evenkeel.catalogue import grid_sources
from evenkeel.estimate.usage import USAGES


class SettingsError(ValueError):
    """A stated value cannot be used; the text names it and the fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Stated load and choices; what is left out has a default that the estimate names.

    Attributes:
        tokens: output tokens a month by serving entry.
        tokens_per_second: output tokens per second of one replica by serving entry.
        storage_gb: GB by purpose of the bucket.
        usage: values for the names in `evenkeel.estimate.usage.USAGES`.
        spot_discount: what spot instances cost less than on demand, a share from 0 to 1; None when nobody states it.
        grid: source of carbon per kWh; None takes the region's preferred one, and the others as bounds.
        day: the day of the estimate, which decides whether a Kubernetes version is in extended support.
        region: another region for everything that is in the provider's, to see what moving would do.
    """

    tokens: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    tokens_per_second: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    storage_gb: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    usage: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    spot_discount: Decimal | None = None
    grid: str | None = None
    day: date | None = None
    region: str | None = None

    def __post_init__(self) -> None:
        self._check_usage()
        for group in (self.tokens, self.storage_gb, self.usage):
            for name, value in group.items():
                if not value.is_finite() or value < 0:
                    raise SettingsError(f"{name}: {value} is not an amount; give a number of 0 or more")
        for name, value in self.tokens_per_second.items():
            if not value.is_finite() or value <= 0:
                raise SettingsError(f"{name}: {value} tokens per second is no throughput; give a number above 0")
        if self.spot_discount is not None and not 0 <= self.spot_discount < 1:
            raise SettingsError(f"the spot discount {self.spot_discount} is not a share; give a number from 0 to 0.99")
        if self.grid is not None and self.grid not in grid_sources():
            raise SettingsError(
                f"there is no grid source {self.grid!r}; use one of {', '.join(sorted(grid_sources()))}"
            )

    def _check_usage(self) -> None:
        for name, value in self.usage.items():
            if name not in USAGES:
                raise SettingsError(f"there is no assumption {name!r}; use one of {', '.join(sorted(USAGES))}")
            if name in _SHARES and value > 1:
                raise SettingsError(f"{name}: {value} is not a share; give a number from 0 to 1")


_SHARES = frozenset({"scalingPosition", "replicaLoad", "utilisation"})
