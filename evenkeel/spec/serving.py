"""A serving entry: one model behind one OpenAI-compatible endpoint."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, field_validator

from evenkeel.spec.model import Model
from evenkeel.spec.refusal import refusal
from evenkeel.spec.scaling import Scaling
from evenkeel.spec.secret import SecretReference
from evenkeel.spec.section import Default, Integer, Number, Section
from evenkeel.spec.values import Argument, Name

Device: TypeAlias = Literal["nvidia", "neuron", "cpu"]

OWNED_ARGUMENTS = {
    "--model": "model.name",
    "--revision": "model.hub.revision",
    "--dtype": "model.dataType",
    "--quantization": "model.quantization",
    "--served-model-name": "name",
    "--tensor-parallel-size": "engine.tensorParallel",
    "--pipeline-parallel-size": "engine.pipelineParallel",
    "--max-model-len": "engine.maxModelLen",
    "--max-num-seqs": "engine.maxSequences",
    "--gpu-memory-utilization": "engine.gpuMemoryUtilization",
    "--kv-cache-dtype": "engine.kvCacheDataType",
    "--api-key": "apiKey",
    "--hf-token": "model.token",
}
"""Engine arguments that a key of the stack file sets, by argument."""
FIXED_ARGUMENTS = frozenset(
    {
        "--code-revision",
        "--config",
        "--disable-access-log-for-endpoints",
        "--distributed-executor-backend",
        "--grpc",
        "--headless",
        "--host",
        "--load-format",
        "--master-addr",
        "--master-port",
        "--model-loader-extra-config",
        "--nnodes",
        "--node-rank",
        "--port",
        "--shutdown-timeout",
        "--ssl-certfile",
        "--ssl-keyfile",
        "--tokenizer-revision",
        "--uds",
    }
)
"""Engine arguments that follow from how the engine is run; probes, Services and groups rely on them."""


class Engine(Section):
    """vLLM, and how it spreads the model.

    Attributes:
        kind: `vllm`.
        device: what it computes on.
        tensor_parallel: accelerators over which each layer is split; left out, as many of a node as the
            heads divide by.
        pipeline_parallel: stages over which the layers are spread; left out, one per node.
        max_model_len: tokens of a request and its answer; left out, the model's context length.
        max_sequences: requests computed at once; left out, the engine's own default.
        gpu_memory_utilization: share of an accelerator's memory that the engine takes.
        kv_cache_data_type: number format of the KV cache.
        arguments: further engine arguments.
    """

    kind: Literal["vllm"] = "vllm"
    device: Device = "nvidia"
    tensor_parallel: Annotated[Integer, Field(ge=1, le=1024)] | None = None
    pipeline_parallel: Annotated[Integer, Field(ge=1, le=1024)] | None = None
    max_model_len: Annotated[Integer, Field(ge=16, le=100_000_000)] | None = None
    max_sequences: Annotated[Integer, Field(ge=1, le=65536)] | None = None
    gpu_memory_utilization: Annotated[Number, Field(gt=0, lt=1)] = 0.92
    kv_cache_data_type: Literal["auto", "fp8"] = "auto"
    arguments: tuple[Argument, ...] = ()

    @field_validator("arguments")
    @classmethod
    def refuse_owned(cls, arguments: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse arguments that another key sets."""
        for argument in arguments:
            flag = argument.partition("=")[0]
            if flag in OWNED_ARGUMENTS:
                hide = flag in {"--api-key", "--hf-token"}
                raise refusal(f"sets {flag}, which has a key of its own", f"Use {OWNED_ARGUMENTS[flag]}.", hide=hide)
            if flag in FIXED_ARGUMENTS:
                fix = "Take it out: probes, Services and groups of nodes rely on how the platform sets it."
                raise refusal(f"sets {flag}, which the platform sets", fix)
        return arguments


class Resources(Section):
    """What one pod asks for beside accelerators.

    Attributes:
        cpus: processors.
        memory_gib: memory, shared memory included, GiB.
        shared_memory_gib: size of /dev/shm, GiB.
        kv_cache_gib: memory for the KV cache, whole GiB; `cpu` only.
    """

    cpus: Annotated[Number, Field(gt=0, le=10_000)]
    memory_gib: Annotated[Number, Field(gt=0, le=100_000)]
    shared_memory_gib: Annotated[Number, Field(ge=0, le=100_000)] = 1
    kv_cache_gib: Annotated[Integer, Field(ge=1, le=100_000)] | None = None


class ServiceLevel(Section):
    """What clients can count on.

    Attributes:
        longest_stream_seconds: longest answer; drain and timeouts are set to let it finish.
        time_to_first_token_seconds: at the 95th percentile.
        time_per_output_token_seconds: at the 95th percentile.
    """

    longest_stream_seconds: Annotated[Integer, Field(ge=1, le=86400)] = 600
    time_to_first_token_seconds: Annotated[Number, Field(gt=0)] | None = None
    time_per_output_token_seconds: Annotated[Number, Field(gt=0)] | None = None


class Serving(Section):
    """One model, served.

    Attributes:
        name: name of the Kubernetes objects, and of the model in the API.
        model: what is served.
        pool: name of the node pool that its pods run on.
        engine: the inference engine.
        nodes_per_replica: nodes that one replica spans; 2 and more need LeaderWorkerSet.
        resources: processors and memory of a pod; left out, its share of the pool's smallest node.
        scaling: how many replicas.
        slo: what clients can count on.
        api_key: key that clients must send; left out, the network policy alone guards it.
        allowed_from: namespaces whose pods may call it.
    """

    name: Name
    model: Model
    pool: Name
    engine: Engine = Engine()
    nodes_per_replica: Annotated[Integer, Field(ge=1, le=64)] = 1
    resources: Resources | None = None
    scaling: Annotated[Scaling, Default({})]
    slo: ServiceLevel = ServiceLevel()
    api_key: SecretReference | None = None
    allowed_from: tuple[Name, ...] = ()
