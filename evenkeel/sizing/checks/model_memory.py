"""Models fit the memory of the accelerators, or of the nodes, that they run on."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.sizing.alternatives import what_fits
from evenkeel.sizing.checks.found import found, gib
from evenkeel.sizing.machine import Machine
from evenkeel.sizing.memory import GIB, OVERHEAD_GIB, memory_need
from evenkeel.sizing.model_facts import ModelFacts
from evenkeel.sizing.view import Entry, View
from evenkeel.spec import Problem


def check_model_memory(view: View) -> Iterator[Problem]:
    """Refuse models for which there is not enough memory, and say what would fit."""
    region = view.aws.region if view.aws else None
    for entry in view.entries:
        if entry.facts is None or entry.machine is None:
            continue
        if entry.serving.engine.device == "cpu":
            yield from _on_processors(entry, entry.facts, entry.machine)
        elif entry.machine.accelerators:
            yield from _on_accelerators(entry, entry.facts, entry.machine, region)


def _on_accelerators(entry: Entry, facts: ModelFacts, machine: Machine, region: str | None) -> Iterator[Problem]:
    per_node = -(-entry.spread.ranks // entry.spread.nodes)
    if per_node > machine.ranks:
        return
    need = memory_need(facts, entry.serving.engine, entry.spread, machine.rank_gib)
    if not need.short:
        return
    cache = need.kv_per_token * need.context
    message = (
        f"does not fit: each {machine.accelerator_name} needs {gib(need.needed)} ({gib(need.weights)} weights, "
        f"{gib(cache)} KV cache for {need.context} tokens, {gib(need.overhead)} overhead) and offers "
        f"{gib(need.available)}: {gib(need.short)} short"
    )
    fix = what_fits(entry.serving, facts, entry.spread, machine, region)
    yield found(f"{entry.path}.model.name", facts.name, message, fix)


def _on_processors(entry: Entry, facts: ModelFacts, machine: Machine) -> Iterator[Problem]:
    resources = entry.resources
    if resources is None or resources.memory_gib > machine.memory_gib:
        return
    cache = resources.kv_cache_gib or 0
    weights = facts.weights_bytes / GIB
    needed = weights + cache + resources.shared_memory_gib + OVERHEAD_GIB
    if needed > resources.memory_gib:
        message = (
            f"does not fit: a pod needs {gib(needed)} ({gib(weights)} weights, {gib(cache)} KV cache, "
            f"{gib(resources.shared_memory_gib + OVERHEAD_GIB)} overhead) and has {gib(resources.memory_gib)}: "
            f"{gib(needed - resources.memory_gib)} short"
        )
        fix = "Use nodes with more memory, raise resources.memoryGib, or use a smaller model."
        yield found(f"{entry.path}.model.name", facts.name, message, fix)
        return
    cached = int(cache * GIB / facts.kv_bytes_per_token(2))
    context = entry.serving.engine.max_model_len or facts.context_length
    if cached < context:
        message = f"does not fit the KV cache of {gib(cache)}, which holds {cached} tokens"
        fix = f"Set engine.maxModelLen to {max(16, cached // 16 * 16)} or less, or raise resources.kvCacheGib."
        yield found(f"{entry.path}.engine.maxModelLen", context, message, fix)
