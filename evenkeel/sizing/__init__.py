"""Capacity: what a model needs, what a pool offers, and whether a stack file can work at all."""

from evenkeel.sizing.limits import most_accelerators, most_nodes
from evenkeel.sizing.loading import load_platform, load_stack_file
from evenkeel.sizing.machine import Machine, machine_of, pool_machines, smallest_machine
from evenkeel.sizing.memory import MemoryNeed, memory_need
from evenkeel.sizing.model_facts import ModelFacts, model_facts
from evenkeel.sizing.parallelism import Parallelism, parallelism
from evenkeel.sizing.requests import pod_resources

__all__ = [
    "Machine",
    "MemoryNeed",
    "ModelFacts",
    "Parallelism",
    "load_platform",
    "load_stack_file",
    "machine_of",
    "memory_need",
    "model_facts",
    "most_accelerators",
    "most_nodes",
    "parallelism",
    "pod_resources",
    "pool_machines",
    "smallest_machine",
]
