"""Pools are large enough for the replicas that may run on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evenkeel.sizing.checks.found import found
from evenkeel.sizing.limits import most_nodes
from evenkeel.sizing.machine import Machine, smallest_machine
from evenkeel.sizing.view import Entry, View
from evenkeel.spec import Problem


@dataclass(slots=True)
class _Node:
    accelerators: float
    cpus: float
    memory_gib: float

    def take(self, accelerators: float, cpus: float, memory_gib: float) -> bool:
        """Take what a pod asks for, if it is there."""
        if self.accelerators < accelerators or self.cpus < cpus or self.memory_gib < memory_gib:
            return False
        self.accelerators -= accelerators
        self.cpus -= cpus
        self.memory_gib -= memory_gib
        return True


def check_pools(view: View) -> Iterator[Problem]:
    """Refuse pools that cannot hold all replicas at once, those of a roll-out included."""
    for path, pool in view.pools():
        machine, most = smallest_machine(pool), most_nodes(pool)
        if machine is None:
            continue
        if most == 0:
            message = f"is less than the {machine.accelerators} of one {machine.name}"
            yield found(
                f"{path}.max.accelerators", pool.max.accelerators, message, f"Use {machine.accelerators} or more."
            )
            continue
        if pool.max.accelerators is not None and not machine.accelerators:
            fix = "Limit nodes instead: max: {nodes: 2}."
            yield found(
                f"{path}.max.accelerators", pool.max.accelerators, f"limits what {machine.name} does not have", fix
            )
            continue
        entries = [entry for entry in view.on(pool) if _fits(entry, machine)]
        needed = nodes_needed(entries, machine)
        if most is not None and needed > most:
            key = "nodes" if pool.max.nodes is not None else "accelerators"
            value = pool.max.nodes if key == "nodes" else pool.max.accelerators
            wanted = needed if key == "nodes" else needed * machine.accelerators
            listed = ", ".join(_demand(entry) for entry in entries)
            message = f"is too small: {listed} take {needed} nodes of {machine.name}, {most} are allowed"
            fix = f"Raise it to {wanted}, or lower scaling.max or scaling.surge."
            yield found(f"{path}.max.{key}", value, message, fix)


def nodes_needed(entries: list[Entry], machine: Machine) -> int:
    """Return how many nodes hold all pods of `entries` at once, packed as a scheduler would, largest first."""
    pods = sorted((pod for entry in entries for pod in _pods(entry, machine)), reverse=True)
    nodes: list[_Node] = []
    for accelerators, cpus, memory_gib in pods:
        if not any(node.take(accelerators, cpus, memory_gib) for node in nodes):
            node = _Node(machine.accelerators, machine.cpus, machine.memory_gib)
            node.take(accelerators, cpus, memory_gib)
            nodes.append(node)
    return len(nodes)


def _pods(entry: Entry, machine: Machine) -> list[tuple[float, float, float]]:
    resources = entry.resources
    if resources is None:
        return []
    replicas = entry.serving.scaling.max + entry.serving.scaling.surge
    pod = (float(entry.spread.accelerators_per_pod(machine)), resources.cpus, resources.memory_gib)
    return [pod] * (replicas * entry.spread.nodes)


def _fits(entry: Entry, machine: Machine) -> bool:
    resources = entry.resources
    return (
        resources is not None
        and entry.spread.accelerators_per_pod(machine) <= machine.accelerators
        and resources.cpus <= machine.cpus
        and resources.memory_gib <= machine.memory_gib
    )


def _demand(entry: Entry) -> str:
    scaling, name = entry.serving.scaling, entry.serving.name
    surge = f" and {scaling.surge} while rolling out" if scaling.surge else ""
    nodes = f" of {entry.spread.nodes} nodes" if entry.spread.nodes > 1 else ""
    return f"{scaling.max} replicas{nodes} of {name}{surge}"
