"""From a pool of the stack file to what the node pool components take."""

from components.node_pools import PoolFacts, ReservationArgs, TaintArgs, pool_facts
from evenkeel.spec import NodePool

_CAPACITY = {"spot": "spot", "onDemand": "on-demand", "reserved": "reserved", "capacityBlock": "reserved"}


def facts_of(pool: NodePool) -> PoolFacts:
    """Return what a node of the pool offers."""
    return pool_facts(pool.name, list(pool.instance_types), efa=pool.efa)


def capacity_types(pool: NodePool) -> list[str]:
    """Return the pool's ways of buying instances, as Karpenter calls them."""
    return list(dict.fromkeys(_CAPACITY[capacity] for capacity in pool.capacity))


def reservation_of(pool: NodePool) -> ReservationArgs | None:
    """Return the reservations that the pool draws on, if it does."""
    if "reserved" not in capacity_types(pool):
        return None
    kind = "capacity-block" if "capacityBlock" in pool.capacity else "on-demand"
    return ReservationArgs(kind=kind, ids=list(pool.reservations), tags={}, placement_group_name=None)


def taints_of(pool: NodePool) -> list[TaintArgs]:
    """Return the taints that the stack file adds."""
    return [TaintArgs(key=taint.key, value=taint.value, effect=taint.effect) for taint in pool.taints]


def zones_of(pool: NodePool, available: list[str]) -> list[str]:
    """Return the pool's zones; EFA stays in one zone, the first, unless the stack file names another."""
    if pool.zones:
        return list(pool.zones)
    return available[:1] if pool.efa or pool.placement_group else available
