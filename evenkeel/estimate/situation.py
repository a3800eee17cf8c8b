"""What pricers work with: the plan, the stated load, the prices; and the assumptions that they made use of."""

from __future__ import annotations

from decimal import Decimal

from evenkeel.catalogue import service_price
from evenkeel.estimate.bands import level, product, rounded_band, spread
from evenkeel.estimate.plan_view import PlanView
from evenkeel.estimate.settings import Settings
from evenkeel.estimate.usage import USAGES
from evenkeel.model import Assumption, Band, Charging, Cost, PriceRecord, Resource, UnknownFigure


class Situation:
    """One estimate in the making.

    Args:
        view: the plan.
        settings: what a person stated.
    """

    def __init__(self, view: PlanView, settings: Settings) -> None:
        self.view = view
        self.settings = settings
        self._used: dict[str, Assumption] = {}
        self._notes: dict[str, None] = {}

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Return the assumptions that were used so far."""
        return tuple(self._used.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """Return the notes that were made so far."""
        return tuple(self._notes)

    def note(self, words: str) -> None:
        """Tell the reader something once."""
        self._notes[words] = None

    def usage(self, name: str) -> Band:
        """Return the stated or the default value of an assumption, and name it in the estimate."""
        default = USAGES[name]
        stated = self.settings.usage.get(name)
        band = default.band if stated is None else Band(stated, stated, stated)
        self.assume(
            name, f"{default.what}: {spread(band)} {default.unit}".strip(), default.basis, stated=stated is not None
        )
        return band

    def assume(self, name: str, value: str, basis: str, *, stated: bool) -> None:
        """Name an assumption in the estimate."""
        self._used[name] = Assumption(name=name, value=value, basis="stated" if stated else basis, stated=stated)

    def charge(
        self,
        resource: Resource,
        what: str,
        price: str,
        quantity: Band,
        formula: str,
        *,
        charging: Charging = Charging.FIXED,
        variant: str = "",
        region: str = "",
        note: str = "",
    ) -> Cost | UnknownFigure:
        """Return a line for `quantity` units of a service, or the fact that their price is unknown in the region."""
        where = region or self.view.region(resource)
        found = service_price(price, where, variant)
        if found is None:
            wanted = f"{price} of {variant}" if variant else price
            return self.unknown(resource, what, f"no dated price of {wanted} in {where or 'an unknown region'}")
        record = PriceRecord(
            identifier=f"{price}@{where}" + (f"/{variant}" if variant else ""),
            region=where,
            usd=found.usd,
            unit=found.unit,
            source=found.provenance.source,
            as_of=found.provenance.as_of,
            confidence=found.provenance.confidence,
        )
        unit = found.unit.removeprefix("USD per ").partition(", ")[0]
        return line(what, quantity, formula, record, unit=unit, charging=charging, note=note)

    def unknown(self, resource: Resource, what: str, reason: str) -> UnknownFigure:
        """Return the fact that a figure is not known."""
        return UnknownFigure(urn=resource.urn, name=resource.name, what=what, reason=reason)


def line(
    what: str,
    quantity: Band,
    formula: str,
    price: PriceRecord,
    *,
    unit: str,
    charging: Charging,
    purchase: str = "",
    note: str = "",
    rates: Band | None = None,
) -> Cost:
    """Return a line of the bill.

    Args:
        what: what is paid for.
        quantity: units a month.
        formula: how the quantity came about.
        price: the record behind it.
        unit: what one unit is.
        charging: what it follows.
        purchase: how it is bought, where there is a choice.
        note: what a reader should know about it.
        rates: USD a unit at each end, where it is not the record's.
    """
    exact = rounded_band(quantity)
    each = rates or level(price.usd)
    return Cost(
        what=what,
        charging=charging,
        purchase=purchase,
        quantity=exact,
        unit=unit,
        formula=formula,
        price=price,
        rates=each,
        usd=product(exact, each),
        note=note,
    )


def share(value: Decimal) -> str:
    """Return a share as a percentage."""
    return f"{(value * 100).normalize():f} %"
