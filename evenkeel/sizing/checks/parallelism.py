"""Tensor and pipeline parallelism fit the model's heads and layers, and the accelerators of the nodes."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.sizing.checks.found import found
from evenkeel.sizing.machine import Machine
from evenkeel.sizing.model_facts import ModelFacts
from evenkeel.sizing.view import Entry, View
from evenkeel.spec import Problem


def check_parallelism(view: View) -> Iterator[Problem]:
    """Refuse spreads that the engine would refuse when it starts."""
    for entry in view.entries:
        if entry.serving.engine.device == "cpu" and entry.serving.nodes_per_replica > 1:
            fix = "Set it to 1, or use accelerators."
            yield found(
                f"{entry.path}.nodesPerReplica",
                entry.serving.nodes_per_replica,
                "is more than one node, which the engine does not span on processors",
                fix,
            )
        if entry.facts is not None:
            yield from _heads_and_layers(entry, entry.facts)
        if entry.machine is not None and entry.machine.accelerators:
            yield from _accelerators(entry, entry.machine)


def _heads_and_layers(entry: Entry, facts: ModelFacts) -> Iterator[Problem]:
    tensor, pipeline = entry.spread.tensor, entry.spread.pipeline
    if not facts.shared_evenly_by(tensor):
        most = entry.machine.ranks * entry.spread.nodes if entry.machine and entry.machine.ranks else 64
        fitting = [number for number in range(1, most + 1) if facts.shared_evenly_by(number)]
        heads = f"{facts.attention_heads} attention heads and {facts.kv_heads} key-value heads"
        yield found(
            f"{entry.path}.engine.tensorParallel",
            tensor,
            f"does not divide the {heads} of {facts.name}",
            f"Use one of {', '.join(str(number) for number in fitting)}.",
        )
    if pipeline > facts.layers:
        yield found(
            f"{entry.path}.engine.pipelineParallel",
            pipeline,
            f"is more than the {facts.layers} layers of {facts.name}",
            f"Use at most {facts.layers}.",
        )


def _accelerators(entry: Entry, machine: Machine) -> Iterator[Problem]:
    spread, cores = entry.spread, "Neuron cores" if machine.cores_per_accelerator > 1 else "accelerators"
    if spread.ranks % spread.nodes:
        message = f"cannot be shared by {spread.nodes} nodes: {spread.tensor} x {spread.pipeline} {cores}"
        fix = f"Use pipelineParallel {spread.nodes} with tensorParallel {machine.ranks}."
        yield found(f"{entry.path}.engine.tensorParallel", spread.tensor, message, fix)
        return
    per_node = spread.ranks // spread.nodes
    product = f"{spread.tensor} x {spread.pipeline} (tensor x pipeline)"
    if per_node > machine.ranks:
        message = (
            f"needs {per_node} {cores} on each node ({product} over {spread.nodes}), {machine.name} has {machine.ranks}"
        )
        fix = f"Lower it to {max(1, machine.ranks * spread.nodes // spread.pipeline)}, or raise nodesPerReplica."
        yield found(f"{entry.path}.engine.tensorParallel", spread.tensor, message, fix)
    elif spread.nodes > 1 and per_node < machine.ranks:
        message = (
            f"leaves {machine.ranks - per_node} of {machine.ranks} {cores} of each {machine.name} idle ({product})"
        )
        fix = f"Use tensorParallel {machine.ranks} and pipelineParallel {spread.nodes}, or fewer nodes."
        yield found(f"{entry.path}.engine.tensorParallel", spread.tensor, message, fix)
