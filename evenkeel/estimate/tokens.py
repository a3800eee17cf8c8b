"""What a million output tokens take, where somebody measured or stated the throughput."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from evenkeel.catalogue import instance_type
from evenkeel.estimate.bands import level, times
from evenkeel.estimate.instance_prices import rate
from evenkeel.estimate.node_hours import pods_a_node
from evenkeel.estimate.pools import NODE_POOL, Pool, karpenter_pool
from evenkeel.estimate.power.grid import electricity, emissions, grid
from evenkeel.estimate.power.instances import instance_power
from evenkeel.estimate.situation import Situation
from evenkeel.estimate.throughput import throughput_of
from evenkeel.estimate.workloads import Workload, workloads
from evenkeel.model import TokenFigures

_MILLION: Final = Decimal(10) ** 6
_PLACES: Final = Decimal("0.000001")


def token_figures(situation: Situation) -> Iterator[TokenFigures]:
    """Return the figures of each workload on a pool that Karpenter fills, at the load of its throughput."""
    found = [karpenter_pool(each, situation.view) for each in situation.view.of_type(NODE_POOL)]
    pools = {each.name: each for each in found}
    for workload in workloads(situation.view):
        if workload.pool in pools:
            yield _figures(workload, pools[workload.pool], situation)


def _figures(workload: Workload, pool: Pool, situation: Situation) -> TokenFigures:
    found = throughput_of(workload, situation)
    fitting = [name for name in pool.types if pods_a_node(workload, name)]
    price = rate(pool, fitting, situation.view.home, situation)
    name = price.type if not isinstance(price, str) else next(iter(fitting), "")
    nodes = Decimal(workload.pods) / max(pods_a_node(workload, name), 1) if name else Decimal(workload.pods)
    usd = kwh = kg = None
    if found.tokens_per_second is not None:
        hours = _MILLION / (found.tokens_per_second * 3600) * nodes
        usd = (hours * price.usd.expected).quantize(_PLACES) if not isinstance(price, str) else None
        power = instance_power(name, situation, full=True) if name else None
        source = grid(situation.view.home, situation.settings)
        if power is not None and not power.missing:
            used = electricity(times(level(hours), 1000), power.watts)  # a thousandfold, for the digits
            kwh = (used.expected / 1000).quantize(_PLACES)
            kg = (emissions(used, source).expected / 1000).quantize(_PLACES) if source else None
    return TokenFigures(
        workload=workload.name,
        model=workload.model,
        hardware=_hardware(workload, name, nodes),
        tokens_per_second=found.tokens_per_second,
        usd=usd,
        kwh=kwh,
        kg=kg,
        basis=found.basis,
    )


def _hardware(workload: Workload, name: str, nodes: Decimal) -> str:
    known = instance_type(name) if name else None
    machine = f"{nodes.normalize():f} x {name or 'no instance type that fits'}"
    if known is None or known.accelerators is None or not workload.accelerators:
        return machine
    return f"{workload.accelerators * workload.pods} {known.accelerators.name} ({machine})"
