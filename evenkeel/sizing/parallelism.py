"""How a served model is spread over accelerators and nodes."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from evenkeel.sizing.machine import Machine
from evenkeel.sizing.model_facts import ModelFacts
from evenkeel.spec import Serving


@dataclass(frozen=True, slots=True)
class Parallelism:
    """The spread of one replica.

    Attributes:
        tensor: accelerators (Neuron cores, NUMA nodes) over which each layer is split.
        pipeline: stages over which the layers are spread.
        nodes: nodes that it spans.
    """

    tensor: int
    pipeline: int
    nodes: int

    @property
    def ranks(self) -> int:
        """Processes of the replica."""
        return self.tensor * self.pipeline

    def accelerators_per_pod(self, machine: Machine) -> int:
        """Return the accelerators that each pod of the replica asks for."""
        if not machine.accelerators:
            return 0
        return ceil(self.ranks / self.nodes / machine.cores_per_accelerator)


def most_tensor_parallel(facts: ModelFacts | None, ranks: int) -> int:
    """Return the most processes, `ranks` at most, that can share the heads of a model."""
    fitting = (tensor for tensor in range(ranks, 0, -1) if facts is None or facts.shared_evenly_by(tensor))
    return next(fitting, 1)


def parallelism(entry: Serving, machine: Machine | None, facts: ModelFacts | None) -> Parallelism:
    """Return the spread of a replica of `entry`: what it says, else over all of a node's accelerators.

    Several nodes are always used whole; of a single one as many accelerators as the model's heads divide by.
    """
    pipeline = entry.engine.pipeline_parallel or entry.nodes_per_replica
    if entry.engine.tensor_parallel is not None:
        tensor = entry.engine.tensor_parallel
    elif entry.engine.device == "cpu" or machine is None:
        tensor = 1
    elif entry.nodes_per_replica > 1:
        tensor = max(1, machine.ranks * entry.nodes_per_replica // pipeline)
    else:
        tensor = most_tensor_parallel(facts, max(1, machine.ranks // pipeline))
    return Parallelism(tensor, pipeline, entry.nodes_per_replica)
