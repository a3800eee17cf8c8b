"""How far a pool may grow, in nodes and in accelerators."""

from __future__ import annotations

from evenkeel.sizing.machine import pool_machines
from evenkeel.spec import NodePool


def most_nodes(pool: NodePool) -> int | None:
    """Return the most nodes of `pool`, each of its smallest kind; None when its machines are unknown."""
    counts = [machine.accelerators for machine in pool_machines(pool)]
    nodes = [pool.max.nodes] if pool.max.nodes is not None else []
    if pool.max.accelerators is not None and counts and min(counts) > 0:
        nodes.append(pool.max.accelerators // min(counts))
    return min(nodes, default=None)


def most_accelerators(pool: NodePool) -> int | None:
    """Return the most accelerators of `pool`; None when it has none, or when its machines are unknown."""
    nodes, counts = most_nodes(pool), [machine.accelerators for machine in pool_machines(pool)]
    if nodes is None or not counts or not max(counts):
        return None
    most = nodes * max(counts)
    return most if pool.max.accelerators is None else min(most, pool.max.accelerators)
