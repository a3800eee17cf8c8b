"""What a model needs of the memory of its accelerators, by the catalogue and the command line of its engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.catalogue import CatalogueModel
from policies.kubernetes.engines import Engine
from policies.kubernetes.pools import DEVICES, candidates
from policies.kubernetes.quantities import GIB
from policies.plan_view import PlanView
from policies.properties import Property

UTILIZATION: Final = 0.9
"""Share of an accelerator's memory that vLLM takes when it is not told."""
_OVERHEAD_GIB: Final = 2.0
_CACHE_BYTES: Final = {"bfloat16": 2, "float16": 2, "float32": 4}
_WEIGHT_BYTES: Final = {"fp8": 1.0, "awq": 0.5625, "gptq": 0.5625, "mxfp4": 0.5625}


def rank_memory(view: PlanView, engine: Engine) -> Iterator[float]:
    """Return the memory of a process's device on each instance type that the engine may run on, GiB."""
    kind = DEVICES[engine.devices[0]] if engine.devices else ""
    for pool in candidates(view, engine.pod):
        for machine in pool.machines:
            found = machine.accelerators
            if found is not None and found.kind == kind:
                yield found.memory_gib / (found.neuron_cores or 1)


def cores_of(view: PlanView, engine: Engine, resource: str) -> int:
    """Return the processes that one device of an engine runs: 1, or the cores of a Neuron chip."""
    if resource != "aws.amazon.com/neuron":
        return 1
    machines = [machine for pool in candidates(view, engine.pod) for machine in pool.machines]
    cores = [machine.accelerators.neuron_cores for machine in machines if machine.accelerators]
    return max(cores, default=1) or 1


def context_of(engine: Engine, served: CatalogueModel) -> float:
    """Return the tokens of the longest request."""
    return engine.number("--max-model-len", served.context_length)


def weights_gib(engine: Engine, served: CatalogueModel) -> float:
    """Return the memory of all weights, GiB."""
    asked = engine.value("--quantization")
    if asked and asked != served.quantization and asked in _WEIGHT_BYTES:
        return served.parameters * _WEIGHT_BYTES[asked] / GIB
    return served.weights_gb * 1e9 / GIB


def kv_gib_per_token(engine: Engine, served: CatalogueModel) -> float:
    """Return the cache of one token over all layers, GiB."""
    values = served.latent_size if served.latent_size is not None else 2 * served.kv_heads * served.head_size
    size = 1 if engine.value("--kv-cache-dtype").startswith("fp8") else _CACHE_BYTES[served.data_type]
    return served.layers * values * size / GIB


def need_of_rank(engine: Engine, served: CatalogueModel) -> float:
    """Return the least memory of each process with which the engine starts, GiB.

    Tensor parallelism splits weights and key-value heads, a head at least to each; it does not split a latent cache.
    Pipeline parallelism splits layers, and the longest stage counts.
    """
    tensor = max(1, int(engine.number("--tensor-parallel-size", 1)))
    pipeline = max(1, int(engine.number("--pipeline-parallel-size", 1)))
    stage = -(-served.layers // pipeline) / served.layers
    split = 1 if served.latent_size is not None else min(tensor, served.kv_heads)
    cache = kv_gib_per_token(engine, served) * stage / split * context_of(engine, served)
    return weights_gib(engine, served) * stage / tensor + _OVERHEAD_GIB + cache


def budget_of(probe: Property) -> float:
    """Return the seconds that a startup probe waits."""
    return probe["initialDelaySeconds"].number() + probe["failureThreshold"].number(3) * probe["periodSeconds"].number(
        10
    )
