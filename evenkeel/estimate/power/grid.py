"""From the watts of hardware to the electricity of a building and its carbon."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from evenkeel.catalogue import grid_intensities, grid_sources, power_usage_effectiveness
from evenkeel.estimate.bands import product, rounded_band, spread, times
from evenkeel.estimate.settings import Settings
from evenkeel.model import Band


@dataclass(frozen=True, slots=True)
class Grid:
    """Carbon of electricity where something runs.

    Attributes:
        grams_per_kwh: g CO2e per kWh; the bounds are the other sources' figures unless one was chosen.
        words: which source, for a report.
    """

    grams_per_kwh: Band
    words: str


def grid(region: str, settings: Settings) -> Grid | None:
    """Return the carbon of a region's electricity; None when no source has it."""
    known = grid_intensities().get(region)
    if known is None:
        return None
    chosen = settings.grid or known.preferred
    value = known.grams_per_kwh.get(chosen)
    if value is None:
        return None
    around = [value] if settings.grid else list(known.grams_per_kwh.values())
    band = Band(min(around), value, max(around))
    others = "" if settings.grid else "; bounds: the other sources"
    return Grid(
        band,
        f"{region}: {spread(band)} g CO2e/kWh, location-based, {chosen} "
        f"({grid_sources()[chosen]}; collected {known.as_of}){others}",
    )


def no_grid(region: str, settings: Settings) -> str:
    """Return why `grid` knows nothing."""
    return f"no carbon per kWh of {region or 'its region'}" + (f" in {settings.grid}" if settings.grid else "")


def building() -> tuple[Band, str]:
    """Return what a data centre adds to its computers' energy, as a factor, with its source."""
    newest, *_, best = power_usage_effectiveness()
    worst = max(each.factor for each in power_usage_effectiveness())
    band = Band(best.factor, newest.factor, worst)
    return band, f"PUE {spread(band)}: {newest.scope}, {newest.year}; {newest.provenance.source}; low end: {best.scope}"


def electricity(hours: Band, watts: Band) -> Band:
    """Return kWh of some hours at some power, the building's overhead included."""
    factor, _ = building()
    return rounded_band(product(product(hours, times(watts, Decimal("0.001"))), factor))


def emissions(kwh: Band, found: Grid) -> Band:
    """Return kg CO2e of electricity."""
    return product(kwh, times(found.grams_per_kwh, Decimal("0.001")))
