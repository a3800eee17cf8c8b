"""What an hour of an instance costs, by the way in which it is bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from evenkeel.catalogue import capacity_block_price, on_demand_price
from evenkeel.estimate.pools import Pool
from evenkeel.estimate.situation import Situation, share
from evenkeel.model import Band, PriceRecord

_UNIT = "USD per instance-hour, Linux"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Price of an hour.

    Attributes:
        type: the instance type that is expected.
        purchase: how it is bought.
        record: the price record behind it.
        usd: USD an hour at each end.
        note: what a reader should know.
    """

    type: str
    purchase: str
    record: PriceRecord
    usd: Band
    note: str


def rate(pool: Pool, types: Sequence[str], region: str, situation: Situation) -> Rate | str:
    """Return the price of an hour of a pool's instances, or why it is unknown.

    The low and the expected end take the cheapest type that fits, as Karpenter does; the high end takes the dearest,
    for when the others are sold out.
    """
    blocks = pool.capacity == ("capacity-block",)
    known = [(name, found) for name in types if (found := _record(name, region, blocks=blocks)) is not None]
    if not known:
        wanted = "Capacity Block" if blocks else "on-demand"
        return (
            f"no dated {wanted} price of {' or '.join(types) or 'an instance type'} in {region or 'an unknown region'}"
        )
    known.sort(key=lambda each: each[1].usd)
    (name, record), (dearest, top) = known[0], known[-1]
    notes = [f"high end: {dearest} at USD {top.usd}"] if dearest != name else []
    if missing := [each for each in types if each not in dict(known)]:
        notes.append(f"price unknown, left out: {', '.join(missing)}")
    low, high = record.usd, top.usd
    purchase = "capacity block" if blocks else "on demand"
    if "reserved" in pool.capacity:
        purchase = "reserved, then on demand" if len(pool.capacity) > 1 else "reserved"
        notes.append(
            "a capacity reservation is charged the on-demand price, used or not; a capacity block is paid ahead"
        )
    if "spot" in pool.capacity:
        purchase = "spot, then on demand" if "on-demand" in pool.capacity else "spot"
        discount = situation.settings.spot_discount
        if discount is None:
            notes.append("no dated spot price is known: priced on demand, which spot does not exceed")
            situation.note(
                f"pool {pool.name} buys spot, whose price no dated record holds: it is priced on demand, a ceiling; "
                "state a discount to see less"
            )
        else:
            situation.assume("spotDiscount", f"spot costs {share(discount)} less than on demand", "", stated=True)
            notes.append(f"spot at {share(discount)} off, as stated")
            low = record.usd * (1 - discount)
            high = top.usd if "on-demand" in pool.capacity else top.usd * (1 - discount)
    return Rate(type=name, purchase=purchase, record=record, usd=Band(low, low, high), note="; ".join(notes))


def _record(name: str, region: str, *, blocks: bool) -> PriceRecord | None:
    found = capacity_block_price(name, region) if blocks else on_demand_price(name, region)
    if found is None:
        return None
    way = "capacity_block" if blocks else "on_demand"
    return PriceRecord(
        identifier=f"ec2_{way}_hour@{found.region}/{name}",
        region="most regions, as the source says" if found.region == "most" else found.region,
        usd=Decimal(str(found.usd)),
        unit=_UNIT,
        source=found.provenance.source,
        as_of=found.provenance.as_of,
        confidence=found.provenance.confidence,
    )
