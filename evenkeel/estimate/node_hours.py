"""How many hours of which instances a pool takes in a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from evenkeel.catalogue import InstanceType, instance_type
from evenkeel.estimate.bands import HOURS, level, plain, plus, rounded_band
from evenkeel.estimate.pools import NODE_POOL, Pool, karpenter_pool, managed_pool
from evenkeel.estimate.replicas import Replicas, replicas
from evenkeel.estimate.schedule import Step
from evenkeel.estimate.situation import Situation
from evenkeel.estimate.workloads import Workload, workloads
from evenkeel.model import Band, Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeHours:
    """Instances of a pool.

    Attributes:
        pool: the pool.
        types: instance types that its pods fit, in the pool's order; all of them when no pods are known.
        hours: node-hours a month.
        starts: nodes that come up anew a month, as expected.
        formula: how the hours came about.
    """

    pool: Pool
    types: tuple[str, ...]
    hours: Band
    starts: Decimal
    formula: str


def pool_of(resource: Resource, situation: Situation) -> Pool:
    """Read a NodePool or a node group."""
    if resource.type == NODE_POOL:
        return karpenter_pool(resource, situation.view)
    return managed_pool(resource, situation.view)


def node_hours(resource: Resource, situation: Situation) -> NodeHours:
    """Return the node-hours of a NodePool or of a node group."""
    pool = pool_of(resource, situation)
    if resource.type != NODE_POOL:
        return _managed(pool)
    inside = [each for each in workloads(situation.view) if each.pool == pool.name]
    types = tuple(name for name in pool.types if all(pods_a_node(each, name) for each in inside))
    if not inside:
        return _empty(pool, situation)
    if not types:
        words = f"its pods fit none of {', '.join(pool.types)}" if pool.types else "the plan names no instance type"
        return NodeHours(pool=pool, types=(), hours=level(0), starts=Decimal(0), formula=words)
    found = [_workload(each, pool, types, situation) for each in inside]
    if len(found) > 1:
        situation.note(f"pool {pool.name}: each of its {len(found)} workloads is given nodes of its own")
    return NodeHours(
        pool=pool,
        types=types,
        hours=_capped(rounded_band(plus(band for band, _, _ in found)), pool),
        starts=sum((starts for _, starts, _ in found), Decimal(0)),
        formula="; ".join(words for _, _, words in found),
    )


def pods_a_node(workload: Workload, name: str) -> int:
    """Return how many pods of a workload a node of a type takes by processors, memory and accelerators."""
    known = instance_type(name)
    if known is None:
        return 1  # nothing is known about it: the stack's own checks decide
    fits = [
        int(Decimal(str(have)) // need)
        for have, need in (
            (known.cpus, workload.cpus),
            (known.memory_gib, workload.memory_gib),
            (_accelerators(known), Decimal(workload.accelerators)),
        )
        if need
    ]
    most = min(fits, default=1)
    return min(most, 1) if workload.pods > 1 else most


def _accelerators(known: InstanceType) -> int:
    return known.accelerators.count if known.accelerators else 0


def _workload(workload: Workload, pool: Pool, types: Sequence[str], situation: Situation) -> tuple[Band, Decimal, str]:
    found: Replicas = replicas(workload, situation, pool.idle)
    each = pods_a_node(workload, types[0])

    def total(steps: Sequence[Step]) -> Decimal:
        return sum((_nodes(step.replicas, workload.pods, each, pool.most) * step.hours for step in steps), Decimal(0))

    low, high = total(found.low), total(found.high)
    band = Band(low, low + found.position * (high - low), high)
    starts = found.starts * _nodes(1, workload.pods, each, pool.most)
    where = f"{workload.pods} nodes each" if workload.pods > 1 else f"{each} a node" if each > 1 else "a node each"
    position = f", expected at {plain(found.position)} of the way up" if low != high else ""
    return band, starts, f"{workload.name}: {found.formula}, {where}, 730 h a month{position}"


def _nodes(count: int, pods: int, a_node: int, most: int | None) -> Decimal:
    nodes = (Decimal(count * pods) / a_node).to_integral_value(ROUND_CEILING)
    return nodes if most is None else min(nodes, Decimal(most))


def _capped(band: Band, pool: Pool) -> Band:
    if pool.most is None:
        return band
    limit = pool.most * HOURS
    return Band(min(band.low, limit), min(band.expected, limit), min(band.high, limit))


def _managed(pool: Pool) -> NodeHours:
    most = pool.least if pool.most is None else pool.most
    return NodeHours(
        pool=pool,
        types=pool.types,
        hours=Band(pool.least * HOURS, pool.desired * HOURS, most * HOURS),
        starts=Decimal(pool.desired),
        formula=f"{pool.least} .. {pool.desired} .. {most} nodes (minimum, desired, maximum) x 730 h",
    )


def _empty(pool: Pool, situation: Situation) -> NodeHours:
    situation.note(f"pool {pool.name}: no pods of this plan select it; it is expected to stay empty")
    most = Decimal(0 if pool.most is None else pool.most)
    if pool.most is None:
        situation.note(f"pool {pool.name}: it has no limit of nodes, so its high end is not bounded here")
    return NodeHours(
        pool=pool,
        types=pool.types,
        hours=Band(Decimal(0), Decimal(0), most * HOURS),
        starts=Decimal(0),
        formula=f"no pods select it: 0 .. 0 .. {most} nodes (its limit) x 730 h",
    )
