"""What is known of a served model: from the catalogue, or from the stack file itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from evenkeel.catalogue import CatalogueModel, model
from evenkeel.spec import DataType, Model, ModelArchitecture, Quantization

BYTES_PER_VALUE: Final[dict[str, float]] = {"bfloat16": 2, "float16": 2, "float32": 4}
BYTES_PER_WEIGHT: Final[dict[str, float]] = {"fp8": 1, "mxfp4": 0.5625, "awq": 0.5625, "gptq": 0.5625}
"""Bytes a parameter of the quantised formats: 4-bit values with a 16-bit scale and zero point every 64 or so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts:
    """A model as far as memory and parallelism depend on it.

    Attributes:
        name: its name.
        parameters: number of parameters.
        layers: number of layers.
        attention_heads: query heads.
        kv_heads: key-value heads.
        head_size: values per head.
        context_length: tokens at most.
        latent_size: values cached per layer and token; None without latent attention.
        data_type: number format in which it computes.
        quantization: number format of the weights.
        weights_bytes: size of the weights in memory.
        gated: True when the hub asks for a token.
    """

    name: str
    parameters: int
    layers: int
    attention_heads: int
    kv_heads: int
    head_size: int
    context_length: int
    latent_size: int | None
    data_type: DataType
    quantization: Quantization
    weights_bytes: float
    gated: bool

    def kv_bytes_per_token(self, cache_bytes: float) -> float:
        """Return the KV cache of one token over all layers, in bytes.

        Two vectors (key and value) of each key-value head and layer; with latent attention, one latent a layer.

        Args:
            cache_bytes: bytes of one cached value.
        """
        values = self.latent_size if self.latent_size is not None else 2 * self.kv_heads * self.head_size
        return self.layers * values * cache_bytes

    def shared_evenly_by(self, tensor: int) -> bool:
        """Return whether `tensor` processes can share the heads.

        Query heads are split evenly; key-value heads are split, or repeated where there are fewer of them.
        """
        shares_kv = self.kv_heads % tensor == 0 or tensor % self.kv_heads == 0
        return self.attention_heads % tensor == 0 and (shares_kv or self.latent_size is not None)


def model_facts(wanted: Model) -> ModelFacts | None:
    """Return what is known of `wanted`; None when neither the catalogue nor the stack file says."""
    known = model(wanted.name)
    if wanted.architecture is not None:
        return _from_file(wanted, wanted.architecture)
    return None if known is None else _from_catalogue(wanted, known)


def weights_bytes(parameters: int, data_type: str, quantization: str) -> float:
    """Return the size of the weights in bytes: parameters times the bytes of their number format."""
    return parameters * BYTES_PER_WEIGHT.get(quantization, BYTES_PER_VALUE[data_type])


def _from_file(wanted: Model, given: ModelArchitecture) -> ModelFacts:
    data_type, quantization = wanted.data_type or "bfloat16", wanted.quantization or "none"
    stored = given.weights_gb * 1e9 if given.weights_gb else weights_bytes(given.parameters, data_type, quantization)
    return ModelFacts(
        name=wanted.name,
        parameters=given.parameters,
        layers=given.layers,
        attention_heads=given.attention_heads,
        kv_heads=given.kv_heads,
        head_size=given.head_size,
        context_length=given.context_length,
        latent_size=given.latent_size,
        data_type=data_type,
        quantization=quantization,
        weights_bytes=stored,
        gated=False,
    )


def _from_catalogue(wanted: Model, known: CatalogueModel) -> ModelFacts:
    data_type, quantization = wanted.data_type or known.data_type, wanted.quantization or known.quantization
    as_stored = quantization == known.quantization and data_type != "float32"
    stored = known.weights_gb * 1e9 if as_stored else weights_bytes(known.parameters, data_type, quantization)
    return ModelFacts(
        name=known.name,
        parameters=known.parameters,
        layers=known.layers,
        attention_heads=known.attention_heads,
        kv_heads=known.kv_heads,
        head_size=known.head_size,
        context_length=known.context_length,
        latent_size=known.latent_size,
        data_type=data_type,
        quantization=quantization,
        weights_bytes=stored,
        gated=known.gated and wanted.hub is None,
    )
