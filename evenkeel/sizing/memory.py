"""Whether a model fits: weights and KV cache against the memory of each accelerator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from evenkeel.sizing.model_facts import BYTES_PER_VALUE, ModelFacts
from evenkeel.sizing.parallelism import Parallelism
from evenkeel.spec import Engine

GIB: Final = 2**30
OVERHEAD_GIB: Final = 2.0
"""What each process needs beside weights and cache: context, communication buffers, captured graphs, activations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryNeed:
    """The memory of one process of a replica, GiB; of the whole engine on processors.

    Attributes:
        available: what the engine may take of the accelerator.
        weights: its share of the weights.
        overhead: context, buffers, graphs, activations.
        kv_per_token: its share of the KV cache of one token.
        context: tokens of the longest request.
    """

    available: float
    weights: float
    overhead: float
    kv_per_token: float
    context: int

    @property
    def needed(self) -> float:
        """Least memory with which the engine starts: one request of full length must fit."""
        return self.weights + self.overhead + self.kv_per_token * self.context

    @property
    def short(self) -> float:
        """Memory that is missing; 0 when it fits."""
        return max(0.0, self.needed - self.available)

    @property
    def cached_tokens(self) -> int:
        """Tokens that the KV cache holds, over all requests at once."""
        return max(0, int((self.available - self.weights - self.overhead) / self.kv_per_token))


def memory_need(
    facts: ModelFacts, engine: Engine, spread: Parallelism, accelerator_gib: float, *, context: int | None = None
) -> MemoryNeed:
    """Return what each process of a replica needs and has.

    Tensor parallelism splits weights and key-value heads, a head at least to each; it does not split a latent
    cache. Pipeline parallelism splits layers, the longest stage counts.

    Args:
        facts: the model.
        engine: the engine's settings.
        spread: how the replica is spread.
        accelerator_gib: memory of one process's device, GiB.
        context: tokens of the longest request; left out, what the engine's settings say.
    """
    cache_bytes = 1 if engine.kv_cache_data_type == "fp8" else BYTES_PER_VALUE[facts.data_type]
    stage = -(-facts.layers // spread.pipeline) / facts.layers
    cache_split = 1 if facts.latent_size is not None else min(spread.tensor, facts.kv_heads)
    return MemoryNeed(
        available=accelerator_gib * engine.gpu_memory_utilization,
        weights=facts.weights_bytes * stage / spread.tensor / GIB,
        overhead=OVERHEAD_GIB,
        kv_per_token=facts.kv_bytes_per_token(cache_bytes) * stage / cache_split / GIB,
        context=context or engine.max_model_len or facts.context_length,
    )
