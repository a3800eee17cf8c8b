"""Costs of nodes: instances and their root volumes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from evenkeel.estimate.bands import HOURS, level, plain, spread, times
from evenkeel.estimate.instance_prices import Rate, rate
from evenkeel.estimate.node_hours import NodeHours, node_hours
from evenkeel.estimate.pools import find_pool
from evenkeel.estimate.reading import text
from evenkeel.estimate.situation import Situation, line
from evenkeel.estimate.workloads import POOL_LABEL, pod_of
from evenkeel.model import Band, Charging, Cost, Resource, UnknownFigure

_VOLUME = "ebs_gp3_gb_month"


def nodes(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price the instances of a NodePool or of a node group."""
    found = node_hours(resource, situation)
    if not found.types:
        yield situation.unknown(resource, "instances", found.formula)
        return
    if not found.hours.high:
        return
    region = situation.view.home
    price = rate(found.pool, found.types, region, situation)
    if isinstance(price, str):
        yield situation.unknown(resource, f"instances: {spread(found.hours)} h", price)
    else:
        yield from _instances(found, price)
    yield from _volumes(resource, found, region, situation)
    if found.pool.watched:
        yield situation.unknown(
            resource, "detailed monitoring of its instances", "no dated price of EC2's CloudWatch metrics"
        )


def pods(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price nothing where the pods' pool is in the plan; elsewhere say that their nodes are not known."""
    pool = text(pod_of(resource), "nodeSelector", POOL_LABEL)
    if find_pool(situation.view, pool) is None:
        yield situation.unknown(resource, "the nodes of its pods", "they exist already, outside of this plan")


def _instances(found: NodeHours, price: Rate) -> Iterator[Cost]:
    for charging, hours in _apart(found.hours):
        what = "always there" if charging is Charging.FIXED else "as the load asks"
        yield line(
            f"{price.type}, {what}",
            hours,
            found.formula,
            price.record,
            unit="instance-hour",
            charging=charging,
            purchase=price.purchase,
            note=price.note,
            rates=price.usd,
        )


def _volumes(resource: Resource, found: NodeHours, region: str, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    size = found.pool.volume_gb
    if not size:
        yield situation.unknown(resource, "root volumes", "the plan does not say how large they are")
        return
    for charging, hours in _apart(found.hours):
        yield situation.charge(
            resource,
            "root volumes (gp3)",
            _VOLUME,
            times(hours, size / HOURS),
            f"{plain(size)} GB x node-hours / 730 h",
            charging=charging,
            region=region,
        )


def _apart(hours: Band) -> Iterator[tuple[Charging, Band]]:
    """Split what is there whatever the load from what follows it."""
    if hours.low:
        yield Charging.FIXED, level(hours.low)
    if hours.high > hours.low:
        yield Charging.USAGE, Band(Decimal(0), hours.expected - hours.low, hours.high - hours.low)
