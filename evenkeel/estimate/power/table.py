"""What measures the electricity of a kind, and which kinds nobody published anything about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from evenkeel.catalogue import part_powers
from evenkeel.estimate.bands import HOURS, level, plain, spread, times
from evenkeel.estimate.instance_prices import rate
from evenkeel.estimate.kinds.cache import cache_nodes
from evenkeel.estimate.kinds.network import NAT
from evenkeel.estimate.node_hours import node_hours
from evenkeel.estimate.pools import NODE_GROUP, NODE_POOL, find_pool
from evenkeel.estimate.power.grid import building, electricity, emissions, grid, no_grid
from evenkeel.estimate.power.instances import instance_power
from evenkeel.estimate.power.making import embodied
from evenkeel.estimate.reading import text
from evenkeel.estimate.situation import Situation
from evenkeel.estimate.workloads import POOL_LABEL, WORKLOADS, pod_of
from evenkeel.model import Band, Energy, Resource, UnknownFigure

Meter: TypeAlias = Callable[[Resource, Situation], Iterator[Energy | UnknownFigure]]


def _nodes(resource: Resource, situation: Situation) -> Iterator[Energy | UnknownFigure]:
    found = node_hours(resource, situation)
    if not found.types:
        yield situation.unknown(resource, "electricity of its instances", found.formula)
        return
    if not found.hours.high:
        return
    price = rate(found.pool, found.types, situation.view.home, situation)
    name = found.types[0] if isinstance(price, str) else price.type
    yield from _instances(resource, name, found.hours, found.formula, situation)
    if found.pool.volume_gb:
        yield from _disks(resource, found.hours, situation)


def _instances(
    resource: Resource, name: str, hours: Band, formula: str, situation: Situation
) -> Iterator[Energy | UnknownFigure]:
    region = situation.view.region(resource) if resource.type.startswith("aws:") else situation.view.home
    power = instance_power(name, situation)
    source = grid(region, situation.settings)
    if power is None or source is None:
        reason = f"nothing is known about {name}" if power is None else no_grid(region, situation.settings)
        yield situation.unknown(resource, f"electricity of {name}", reason)
        return
    kwh = electricity(hours, power.watts)
    made = embodied(name, hours)
    factor, words = building()
    yield Energy(
        what=name,
        formula=f"{power.formula}; x {spread(hours)} h ({formula}) x PUE {spread(factor)}",
        facts=(*power.facts, words, source.words, *((f"embodied: {made[1]}",) if made else ())),
        kwh=kwh,
        operational_kg=emissions(kwh, source),
        embodied_kg=made[0] if made else None,
    )
    if power.missing:
        yield situation.unknown(resource, f"electricity of {power.missing}", "the vendor publishes no power")
    if made is None:
        yield situation.unknown(resource, f"embodied carbon of {name}", "nobody modelled it or its family")


def _disks(resource: Resource, hours: Band, situation: Situation) -> Iterator[Energy | UnknownFigure]:
    found = node_hours(resource, situation)
    source = grid(situation.view.home, situation.settings)
    if source is None:
        return
    record = part_powers()["ssd_gb"]
    watts = level(record.idle_watts * found.pool.volume_gb)
    kwh = electricity(hours, watts)
    _, words = building()
    yield Energy(
        what="root volumes",
        formula=f"{plain(found.pool.volume_gb)} GB x {record.idle_watts} W x {spread(hours)} h x PUE",
        facts=(f"ssd_gb: {record.idle_watts} W; {record.provenance.source}", words, source.words),
        kwh=kwh,
        operational_kg=emissions(kwh, source),
        embodied_kg=None,
    )


def _cache(resource: Resource, situation: Situation) -> Iterator[Energy | UnknownFigure]:
    name = text(resource.inputs, "nodeType").removeprefix("cache.")
    count = cache_nodes(resource)
    yield from _instances(
        resource,
        name,
        times(level(HOURS), count),
        f"{count} cache nodes, taken as the EC2 instances of that name, x 730 h",
        situation,
    )


def _elsewhere(resource: Resource, situation: Situation) -> Iterator[Energy | UnknownFigure]:
    pool = text(pod_of(resource), "nodeSelector", POOL_LABEL)
    if find_pool(situation.view, pool) is None:
        yield situation.unknown(
            resource, "electricity of the nodes of its pods", "they exist already, outside of this plan"
        )


METERS: Final[Mapping[str, Meter]] = MappingProxyType(
    {
        NODE_POOL: _nodes,
        NODE_GROUP: _nodes,
        "aws:elasticache/replicationGroup:ReplicationGroup": _cache,
        **dict.fromkeys(sorted(WORKLOADS), _elsewhere),
    }
)
"""What measures a kind, by its type token."""

_AWS_RUNS_IT: Final = "AWS publishes no power of it"

UNPUBLISHED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "aws:eks/cluster:Cluster": _AWS_RUNS_IT,
        NAT: _AWS_RUNS_IT,
        "aws:lb/loadBalancer:LoadBalancer": _AWS_RUNS_IT,
        "aws:s3/bucket:Bucket": "no sourced power of S3's disks",
    }
)
"""Kinds that use electricity of which nobody published how much."""
