"""What a pod asks for beside accelerators, where the stack file does not say."""

from __future__ import annotations

from math import floor
from typing import Final

from evenkeel.sizing.machine import Machine
from evenkeel.sizing.memory import GIB, OVERHEAD_GIB
from evenkeel.sizing.model_facts import ModelFacts
from evenkeel.sizing.parallelism import Parallelism
from evenkeel.spec import Resources, Serving

_MOST_SHARED_GIB: Final = 16
"""Shared memory by which the processes of a pod talk; what public charts of multi-GPU engines set is 15 to 20."""
_REQUESTED_SHARE: Final = 0.9
"""Share of a node that pods ask for by default; the rest is for the agents on every node."""


def pod_resources(entry: Serving, spread: Parallelism, machine: Machine, facts: ModelFacts | None) -> Resources:
    """Return what a pod of `entry` asks for: what it says, else its share of the node by accelerators.

    An engine on processors has the whole node to itself, and caches in the memory that weights leave.
    """
    if entry.resources is not None:
        return _with_cache(entry, entry.resources, facts)
    per_pod = spread.accelerators_per_pod(machine)
    share = min(1.0, per_pod / machine.accelerators) if machine.accelerators and per_pod else 1.0
    share *= _REQUESTED_SHARE
    memory = max(1.0, float(floor(machine.memory_gib * share)))
    several = spread.ranks // spread.nodes > 1
    given = Resources.model_validate(
        {
            "cpus": max(0.5, float(floor(machine.cpus * share * 2) / 2)),
            "memoryGib": memory,
            "sharedMemoryGib": float(min(_MOST_SHARED_GIB, floor(memory / 8))) if several else 1.0,
        }
    )
    return _with_cache(entry, given, facts)


def _with_cache(entry: Serving, given: Resources, facts: ModelFacts | None) -> Resources:
    if entry.engine.device != "cpu" or given.kv_cache_gib is not None or facts is None:
        return given
    left = given.memory_gib - given.shared_memory_gib - OVERHEAD_GIB - facts.weights_bytes / GIB
    return given.model_copy(update={"kv_cache_gib": max(1, floor(left / 2))})
