"""What a plan would cost, use and emit in a month of 730 hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Band:
    """A figure of a month with its bounds."""

    low: Decimal
    expected: Decimal
    high: Decimal


class Charging(StrEnum):
    """What a cost follows."""

    FIXED = "fixed"
    """Existing: hours of what is there whatever the load, key-months and the like."""
    USAGE = "usage"
    """Load: hours of what is scaled with it, data, requests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRecord:
    """The dated price behind a cost.

    Attributes:
        identifier: key in the catalogue, `nat_gateway_hour@us-east-1` for example.
        region: where it holds.
        usd: USD a unit.
        unit: what one unit is.
        source: who says so.
        as_of: date of the price; ISO 8601 as far as the source gives it.
        confidence: how sure it is.
    """

    identifier: str
    region: str
    usd: Decimal
    unit: str
    source: str
    as_of: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One line of a bill.

    Attributes:
        what: what is paid for.
        charging: what it follows.
        purchase: `on demand`, `spot`, `reserved`, `capacity block`; empty where there is no choice.
        quantity: units a month.
        unit: what one unit is.
        formula: how the quantity came about.
        price: the record behind it.
        rates: USD a unit at each end; other than the record's only where the note says why.
        usd: quantity times rate, end by end, a month.
        note: what a reader should know about it.
    """

    what: str
    charging: Charging
    purchase: str
    quantity: Band
    unit: str
    formula: str
    price: PriceRecord
    rates: Band
    usd: Band
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Energy:
    """Electricity and carbon of some hardware.

    Attributes:
        what: which hardware.
        formula: how the energy came about.
        facts: the dated records behind it, one a line.
        kwh: electricity of the hardware and of the building around it, kWh a month.
        operational_kg: carbon of that electricity, location-based, kg CO2e a month.
        embodied_kg: a month's share of what making the hardware emitted, kg CO2e; None when unknown.
    """

    what: str
    formula: str
    facts: tuple[str, ...]
    kwh: Band
    operational_kg: Band
    embodied_kg: Band | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownFigure:
    """Something that exists and has no known figure; it is missing in the totals.

    Attributes:
        urn: the resource.
        name: its logical name.
        what: what is not known.
        reason: why.
    """

    urn: str
    name: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over what is known.

    Attributes:
        usd: USD a month.
        fixed_usd: the part that does not follow the load.
        usage_usd: the part that does.
        kwh: electricity, kWh a month.
        operational_kg: its carbon, kg CO2e a month.
        embodied_kg: a month's share of making the hardware, kg CO2e.
        unknown_costs: number of costs that are missing in it; when there are any, `usd` is a lower bound.
        unknown_energies: number of energies, or of embodied shares, that are missing in it.
    """

    usd: Band
    fixed_usd: Band
    usage_usd: Band
    kwh: Band
    operational_kg: Band
    embodied_kg: Band
    unknown_costs: int
    unknown_energies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceEstimate:
    """The figures of one resource.

    Attributes:
        urn: its URN.
        name: its logical name.
        type: its type token.
        component: name of the component directly below the stack that it belongs to.
        region: where it is.
        costs: its lines.
        energies: its electricity and carbon.
        totals: their sums.
    """

    urn: str
    name: str
    type: str
    component: str
    region: str
    costs: tuple[Cost, ...]
    energies: tuple[Energy, ...]
    totals: Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentEstimate:
    """The figures of what stands directly below the stack.

    Attributes:
        name: its logical name.
        type: its type token.
        totals: sums over its resources.
        resources: number of resources with figures.
    """

    name: str
    type: str
    totals: Totals
    resources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """Something that the plan does not say.

    Attributes:
        name: what is assumed.
        value: its value with its unit; `low .. expected .. high` where it is a range.
        basis: where it comes from.
        stated: a person stated it; otherwise it is a default.
    """

    name: str
    value: str
    basis: str
    stated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFigures:
    """What a million output tokens of a workload take, at the throughput that is known.

    Attributes:
        workload: name of the serving entry.
        model: owner and name of the model; empty when the plan does not say.
        hardware: what one replica runs on.
        tokens_per_second: output tokens per second of one replica; None when unknown.
        usd: USD per million tokens; None when unknown.
        kwh: kWh per million tokens; None when unknown.
        kg: operational kg CO2e per million tokens; None when unknown.
        basis: the measurement, or what is missing.
    """

    workload: str
    model: str
    hardware: str
    tokens_per_second: Decimal | None
    usd: Decimal | None
    kwh: Decimal | None
    kg: Decimal | None
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """A change that would make the stack cheaper or greener, with its expected figures a month.

    Attributes:
        title: what to do.
        change: where, in words of the stack file.
        caution: what one gives up, or has to check.
        usd: USD saved; negative when it costs more, None when unknown.
        kwh: kWh saved; None when unknown.
        kg: kg CO2e saved, operational and embodied; None when unknown.
    """

    title: str
    change: str
    caution: str
    usd: Decimal | None
    kwh: Decimal | None
    kg: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The estimate of a plan.

    Attributes:
        stack: name of the stack.
        region: region of the AWS provider; empty without one.
        grid: which figures of carbon per kWh were used, with their source.
        resources: those with figures, in the plan's order.
        components: what they belong to, the dearest first.
        totals: sums over all of them.
        unknown_costs: what has a price that nobody recorded.
        unknown_energies: what uses electricity that nobody published.
        assumptions: what the plan does not say.
        notes: what a reader should know beside the figures.
        tokens: figures per million tokens by workload.
        free: why a type costs nothing, for the types of this plan.
    """

    stack: str
    region: str
    grid: str
    resources: tuple[ResourceEstimate, ...]
    components: tuple[ComponentEstimate, ...]
    totals: Totals
    unknown_costs: tuple[UnknownFigure, ...]
    unknown_energies: tuple[UnknownFigure, ...]
    assumptions: tuple[Assumption, ...]
    notes: tuple[str, ...]
    tokens: tuple[TokenFigures, ...]
    free: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDelta:
    """A figure before and after, and head minus base, end by end."""

    base: Band
    head: Band
    change: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentDelta:
    """What a change does to one component.

    Attributes:
        name: of the side after, or before where it goes.
        usd: USD a month.
        kwh: kWh a month.
        kg: operational kg CO2e a month.
        unknown_added: number of its costs that are not known and were not there, or were known, before.
    """

    name: str
    usd: FigureDelta
    kwh: FigureDelta
    kg: FigureDelta
    unknown_added: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateDelta:
    """What a change does to the estimate of a stack.

    Attributes:
        usd: USD a month.
        kwh: kWh a month.
        kg: operational kg CO2e a month.
        components: those that change, the largest change of cost first.
        unknown_added: costs that are not known and were not there before.
        unknown_removed: costs that were not known and are gone.
        unknown_lost: those of the added whose resource stays and had a price that it has no longer.
        unknown_found: those of the removed whose resource stays and has a price that it did not have.
        at_least: costs are missing on either side, so the difference may be another.
        renamed: names of components after, by those before, of those that stay under another name.
    """

    usd: FigureDelta
    kwh: FigureDelta
    kg: FigureDelta
    components: tuple[ComponentDelta, ...]
    unknown_added: tuple[UnknownFigure, ...]
    unknown_removed: tuple[UnknownFigure, ...]
    unknown_lost: tuple[UnknownFigure, ...]
    unknown_found: tuple[UnknownFigure, ...]
    at_least: bool
    renamed: Mapping[str, str]
