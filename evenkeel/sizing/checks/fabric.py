"""EFA and placement groups are asked for only where they can be had."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.catalogue import instance_type
from evenkeel.sizing.checks.found import found
from evenkeel.sizing.machine import pool_machines
from evenkeel.sizing.view import View
from evenkeel.spec import NodePool, Problem


def check_fabric(view: View) -> Iterator[Problem]:
    """Refuse EFA on instances without it, and placement groups that can never be filled."""
    if view.aws is None:
        return
    for path, pool in view.pools():
        if pool.efa:
            yield from _efa(path, pool)
        used = pool.zones or view.aws.zones
        several = next((entry.serving for entry in view.on(pool) if entry.serving.nodes_per_replica > 1), None)
        if pool.efa and several is not None and len(used) > 1:
            message = f"span several zones, EFA does not, and {several.name} needs it between its nodes"
            yield found(f"{path}.zones", used, message, f"Give the pool one zone, such as zones: [{used[0]}].")
        if pool.placement_group:
            yield from _placement(path, pool, view.aws.zones)


def _efa(path: str, pool: NodePool) -> Iterator[Problem]:
    machines = pool_machines(pool)
    for machine in machines:
        if machine.efa_interfaces == 0:
            fix = f"Set efa: false, or use a type that has them, such as {_with_efa(machine.name)}."
            yield found(f"{path}.efa", True, f"cannot be had on {machine.name}, which has no EFA interface", fix)
    counts = {machine.efa_interfaces for machine in machines if machine.efa_interfaces}
    if len(counts) > 1:
        listed = ", ".join(f"{machine.name} ({machine.efa_interfaces})" for machine in machines)
        fix = "Make a pool for each; pods ask for a fixed number."
        yield found(f"{path}.instanceTypes", None, f"differ in EFA interfaces: {listed}", fix)


def _with_efa(name: str) -> str:
    family = name.partition(".")[0]
    sizes = (f"{family}.{size}" for size in ("8xlarge", "12xlarge", "32xlarge", "48xlarge"))
    return next((size for size in sizes if (known := instance_type(size)) and known.efa_interfaces), "p5.48xlarge")


def _placement(path: str, pool: NodePool, zones: tuple[str, ...]) -> Iterator[Problem]:
    place = f"{path}.placementGroup"
    if {"reserved", "capacityBlock"} & set(pool.capacity):
        fix = "Set placementGroup: false; a reservation is placed close together when it is made."
        yield found(place, True, "does not go with a reservation, which is in no group of this stack", fix)
    used = pool.zones or zones
    if len(used) != 1:
        fix = f"Give the pool one zone, such as zones: [{used[0]}]."
        yield found(place, True, f"holds one zone, and the pool spans {', '.join(used)}", fix)
