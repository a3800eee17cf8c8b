"""The model that a serving entry runs: which weights, from where, in which number format."""

from __future__ import annotations

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from evenkeel.spec.refusal import refusal
from evenkeel.spec.secret import SecretReference
from evenkeel.spec.section import Integer, Number, Section
from evenkeel.spec.values import HubId, Revision

DataType: TypeAlias = Literal["bfloat16", "float16", "float32"]
Quantization: TypeAlias = Literal["none", "fp8", "awq", "gptq", "mxfp4"]
Weights: TypeAlias = Literal["bucket", "hub"]

_Count: TypeAlias = Annotated[Integer, Field(ge=1, le=10**15)]
_Few: TypeAlias = Annotated[Integer, Field(ge=1, le=10**6)]


class HubSource(Section):
    """A repository on the Hugging Face hub at one commit.

    Attributes:
        id: owner and name.
        revision: full commit hash; a branch would change under the service.
    """

    id: HubId
    revision: Revision


class ModelArchitecture(Section):
    """The facts of a model that the catalogue does not know, from its `config.json`.

    Attributes:
        parameters: number of parameters, all experts included.
        layers: number of layers.
        attention_heads: query heads.
        kv_heads: key-value heads; fewer than `attentionHeads` with grouped-query attention.
        head_size: values per head.
        context_length: tokens at most.
        latent_size: values cached per layer and token with multi-head latent attention.
        weights_gb: size of the weights as stored, decimal GB; left out, parameters times the data type's bytes.
    """

    parameters: _Count
    layers: _Few
    attention_heads: _Few
    kv_heads: _Few
    head_size: _Few
    context_length: Annotated[Integer, Field(ge=1, le=10**9)]
    latent_size: _Few | None = None
    weights_gb: Annotated[Number, Field(gt=0, le=10**6)] | None = None

    @model_validator(mode="after")
    def check_heads(self) -> Self:
        """Refuse key-value heads that the query heads cannot share."""
        if self.attention_heads % self.kv_heads:
            message = f"has {self.attention_heads} attentionHeads, which {self.kv_heads} kvHeads do not divide"
            raise refusal(message, "Copy num_attention_heads and num_key_value_heads from the model's config.json.")
        return self


class Model(Section):
    """What is served.

    Attributes:
        name: name in the catalogue, or your own together with `architecture` and `hub`.
        hub: where the weights come from; left out, the catalogue's repository at its pinned commit.
        architecture: facts of a model that the catalogue does not know.
        data_type: number format in which the engine computes; left out, the one of the weights.
        quantization: number format of the weights in the hub's repository, or computed while loading (fp8).
        weights: `bucket` loads from the models bucket, into which a job brings them once; `hub` from the hub.
        token: the hub's access token, for gated models.
    """

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=96)]
    hub: HubSource | None = None
    architecture: ModelArchitecture | None = None
    data_type: DataType | None = None
    quantization: Quantization | None = None
    weights: Weights = "bucket"
    token: SecretReference | None = None
