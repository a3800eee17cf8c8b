"""How instances are bought fits the instances, the reservations and the manager."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.catalogue import instance_type
from evenkeel.sizing.checks.found import found
from evenkeel.sizing.machine import pool_machines
from evenkeel.sizing.view import View
from evenkeel.spec import NodePool, Problem


def check_capacity(view: View) -> Iterator[Problem]:
    """Refuse ways of buying that contradict each other."""
    if view.aws is None:
        return
    for path, pool in view.pools():
        yield from _combination(path, pool)
        yield from _sold(path, pool)
        yield from _manager(path, pool)


def _combination(path: str, pool: NodePool) -> Iterator[Problem]:
    place, listed = f"{path}.capacity", ", ".join(pool.capacity)
    if len(set(pool.capacity)) != len(pool.capacity):
        yield found(place, listed, "names the same twice", "Keep each once.")
    if "capacityBlock" in pool.capacity and len(set(pool.capacity)) > 1:
        fix = "Make a pool of its own with capacity: [capacityBlock]; a block is paid in advance and ends on a date."
        yield found(place, listed, "mixes a capacity block with other capacity", fix)
    reserved = {"reserved", "capacityBlock"} & set(pool.capacity)
    if reserved and not pool.reservations:
        fix = "Add reservations: [cr-...], with the ids from the EC2 console."
        yield found(place, listed, "names no reservation to draw on", fix)
    if pool.reservations and not reserved:
        fix = "Add reserved (or capacityBlock) to capacity, or take reservations out."
        yield found(f"{path}.reservations", ", ".join(pool.reservations), f"is never used with capacity {listed}", fix)


def _sold(path: str, pool: NodePool) -> Iterator[Problem]:
    for name in pool.instance_types:
        known = instance_type(name)
        for capacity in pool.capacity:
            if known is None or capacity == "reserved" or capacity in known.purchase:
                continue
            fix = f"For {name} use {' or '.join(known.purchase)}."
            yield found(f"{path}.capacity", capacity, f"is not a way in which EC2 sells {name}", fix)


def _manager(path: str, pool: NodePool) -> Iterator[Problem]:
    machines = pool_machines(pool)
    if any(machine.accelerator == "fpga" for machine in machines) and pool.manager != "managed":
        fix = "Set manager: managed; Karpenter does not know the FPGA resource."
        yield found(f"{path}.manager", pool.manager, "cannot make nodes with FPGAs", fix)
    if pool.manager == "karpenter" and pool.min.nodes:
        fix = "Set manager: managed for nodes that are always there, or leave min out."
        yield found(f"{path}.min.nodes", pool.min.nodes, "has no effect: Karpenter makes nodes as pods ask", fix)
    if pool.manager == "managed" and len(set(pool.capacity)) > 1:
        listed = ", ".join(pool.capacity)
        fix = "Keep one, or set manager: karpenter."
        yield found(f"{path}.capacity", listed, "is more than one way, and a managed node group buys in one", fix)
    if pool.max.nodes is not None and pool.min.nodes > pool.max.nodes:
        yield found(
            f"{path}.min.nodes", pool.min.nodes, f"is above max.nodes {pool.max.nodes}", "Raise max or lower min."
        )
