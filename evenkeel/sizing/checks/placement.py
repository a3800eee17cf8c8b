"""Serving entries name a pool that their pods can run on."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.sizing.checks.found import found, gib
from evenkeel.sizing.machine import Machine
from evenkeel.sizing.view import Entry, View
from evenkeel.spec import Problem
from evenkeel.spec.nearest import suggestion


def check_placement(view: View) -> Iterator[Problem]:
    """Refuse unknown pools, and pods that no node of their pool can hold."""
    names = [pool.name for pool in view.platform.node_pools]
    for entry in view.entries:
        if entry.pool is None:
            fix = suggestion(entry.serving.pool, names) if names else "Add it to nodePools."
            yield found(f"{entry.path}.pool", entry.serving.pool, "is not a node pool of this file", fix)
        elif entry.machine is not None:
            yield from _device(entry, entry.machine)
            yield from _resources(entry, entry.machine)


def _device(entry: Entry, machine: Machine) -> Iterator[Problem]:
    device, pool = entry.serving.engine.device, entry.serving.pool
    wanted = "none" if device == "cpu" else device
    if wanted != machine.accelerator:
        has = f"accelerators of kind {machine.accelerator}" if machine.accelerators else "no accelerators"
        fitting = {"none": "cpu", "nvidia": "nvidia", "neuron": "neuron"}.get(machine.accelerator)
        fix = f"Set device: {fitting}, or choose another pool." if fitting else "Choose another pool."
        yield found(f"{entry.path}.engine.device", device, f"does not run on pool {pool}, whose nodes have {has}", fix)
    if device == "neuron" and machine.architecture != "amd64":
        fix = "Use x86 instance types; the Neuron image is built for amd64 only."
        yield found(f"{entry.path}.pool", pool, f"has {machine.architecture} nodes", fix)


def _resources(entry: Entry, machine: Machine) -> Iterator[Problem]:
    wanted, path = entry.serving.resources, f"{entry.path}.resources"
    if wanted is None:
        return
    if wanted.kv_cache_gib is not None and entry.serving.engine.device != "cpu":
        fix = "Take it out: accelerators cache in their own memory; engine.gpuMemoryUtilization sets the share."
        yield found(f"{path}.kvCacheGib", wanted.kv_cache_gib, "is for processors only", fix)
    if wanted.cpus > machine.cpus:
        message = f"is more than the {machine.cpus:g} that pods can have on {machine.name}"
        yield found(f"{path}.cpus", wanted.cpus, message, f"Use at most {machine.cpus:g}.")
    if wanted.memory_gib > machine.memory_gib:
        message = f"is more than the {gib(machine.memory_gib)} that pods can have on {machine.name}"
        yield found(f"{path}.memoryGib", wanted.memory_gib, message, f"Use at most {int(machine.memory_gib)}.")
