"""What would fit where a model does not: the smallest changes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from evenkeel.catalogue import instance_types, is_offered, on_demand_price
from evenkeel.sizing.machine import Machine, machine_of
from evenkeel.sizing.memory import memory_need
from evenkeel.sizing.model_facts import ModelFacts, weights_bytes
from evenkeel.sizing.parallelism import Parallelism, most_tensor_parallel
from evenkeel.spec import Serving

_MOST_TYPES = 3
_LEAST_CONTEXT = 2048


def what_fits(entry: Serving, facts: ModelFacts, spread: Parallelism, machine: Machine, region: str | None) -> str:
    """Return a sentence that names the changes, any one of which makes the model fit.

    Args:
        entry: the serving entry.
        facts: its model.
        spread: how it is spread now.
        machine: the node that it runs on now.
        region: AWS region in which other instance types must be offered; None on an existing cluster.
    """
    found = [
        *_shorter(entry, facts, spread, machine),
        *_wider(entry, facts, spread, machine),
        *_lighter(entry, facts, spread, machine),
        *_more_nodes(entry, facts, spread, machine),
        *(_other_types(entry, facts, spread.nodes, machine, region) if region else ()),
    ]
    return f"What fits: {'; '.join(found)}." if found else "Use a smaller model, or accelerators with more memory."


def _fits(entry: Serving, facts: ModelFacts, spread: Parallelism, machine: Machine) -> bool:
    return not memory_need(facts, entry.engine, spread, machine.rank_gib).short


def _shorter(entry: Serving, facts: ModelFacts, spread: Parallelism, machine: Machine) -> Iterator[str]:
    context = memory_need(facts, entry.engine, spread, machine.rank_gib).cached_tokens // 1024 * 1024
    if context >= _LEAST_CONTEXT:
        yield f"maxModelLen {context}"


def _wider(entry: Serving, facts: ModelFacts, spread: Parallelism, machine: Machine) -> Iterator[str]:
    most = machine.ranks * spread.nodes // spread.pipeline
    for tensor in range(spread.tensor + 1, most + 1):
        if facts.shared_evenly_by(tensor) and _fits(entry, facts, replace(spread, tensor=tensor), machine):
            yield f"tensorParallel {tensor}"
            return


def _lighter(entry: Serving, facts: ModelFacts, spread: Parallelism, machine: Machine) -> Iterator[str]:
    for quantization in ("fp8", "awq"):
        size = weights_bytes(facts.parameters, facts.data_type, quantization)
        if size < facts.weights_bytes and _fits(entry, replace(facts, weights_bytes=size), spread, machine):
            yield f"a repository with {quantization} weights"
            return


def _more_nodes(entry: Serving, facts: ModelFacts, spread: Parallelism, machine: Machine) -> Iterator[str]:
    for nodes in range(spread.nodes + 1, 9):
        wider = Parallelism(machine.ranks, nodes, nodes)
        if facts.shared_evenly_by(machine.ranks) and nodes <= facts.layers and _fits(entry, facts, wider, machine):
            yield f"nodesPerReplica {nodes} with tensorParallel {machine.ranks}"
            return


def _other_types(entry: Serving, facts: ModelFacts, nodes: int, machine: Machine, region: str) -> Iterator[str]:
    priced: list[tuple[float, str]] = []
    for known in instance_types().values():
        if known.accelerators is None or known.accelerators.kind != machine.accelerator or known.name == machine.name:
            continue
        price = on_demand_price(known.name, region)
        if price is None or is_offered(known.name, region) is False:
            continue
        other = machine_of(known)
        spread = Parallelism(other.ranks if nodes > 1 else most_tensor_parallel(facts, other.ranks), nodes, nodes)
        if facts.shared_evenly_by(spread.tensor) and _fits(entry, facts, spread, other):
            priced.append((price.usd, known.name))
    names = [name for _usd, name in sorted(priced)[:_MOST_TYPES]]
    if names:
        yield f"instanceTypes {' or '.join(names)}"
