"""Open models: the architecture that decides their memory, and where their weights are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from evenkeel.catalogue.provenance import Provenance, provenance_of
from evenkeel.catalogue.records import records


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueModel:
    """One model.

    Attributes:
        name: name without its owner.
        hub_id: owner and name on the hub; None when it was never released.
        revision: pinned commit of the hub's repository; None when it was never released.
        gated: True when the hub asks for an access token.
        parameters: number of parameters.
        active_parameters: parameters used for a token; fewer than `parameters` in a mixture of experts.
        layers: number of layers.
        attention_heads: query heads.
        kv_heads: key-value heads.
        head_size: values per head.
        context_length: tokens at most.
        latent_size: values cached per layer and token (multi-head latent attention); None otherwise.
        attention: `MHA`, `GQA` or `MLA`.
        data_type: number format in which it computes.
        quantization: number format of the stored weights, `none` when it is `data_type`.
        weights_gb: size of the stored weights, decimal GB.
        experts: number of experts; None for dense models.
        sliding_window: tokens that windowed layers see; None when all layers see everything.
        note: what to know about the figures.
        provenance: source, date and confidence.
    """

    name: str
    hub_id: str | None
    revision: str | None
    gated: bool
    parameters: int
    active_parameters: int
    layers: int
    attention_heads: int
    kv_heads: int
    head_size: int
    context_length: int
    latent_size: int | None
    attention: Literal["MHA", "GQA", "MLA"]
    data_type: Literal["bfloat16", "float16", "float32"]
    quantization: Literal["none", "fp8", "awq", "gptq", "mxfp4"]
    weights_gb: float
    experts: int | None
    sliding_window: int | None
    note: str
    provenance: Provenance


@cache
def models() -> Mapping[str, CatalogueModel]:
    """Return all known models by name."""
    return MappingProxyType(
        {
            record["name"]: CatalogueModel(
                name=record["name"],
                hub_id=record["hubId"],
                revision=record["revision"],
                gated=record["gated"],
                parameters=record["parameters"],
                active_parameters=record["activeParameters"],
                layers=record["layers"],
                attention_heads=record["attentionHeads"],
                kv_heads=record["kvHeads"],
                head_size=record["headSize"],
                context_length=record["contextLength"],
                latent_size=record["latentSize"],
                attention=record["attention"],
                data_type=record["dataType"],
                quantization=record["quantization"],
                weights_gb=record["weightsGb"],
                experts=record["experts"],
                sliding_window=record["slidingWindow"],
                note=record["note"],
                provenance=provenance_of(record),
            )
            for record in records("models")
        }
    )


def model(name: str) -> CatalogueModel | None:
    """Return the model `name`, or None when the catalogue does not know it."""
    return models().get(name)
