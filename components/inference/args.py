"""What is decided about a serving entry before anything is rendered."""

from dataclasses import dataclass
from typing import Any

import pulumi

from components.images import ImageLocation
from components.model_import import ModelBucket


@dataclass(frozen=True, kw_only=True)
class SecretKey:
    """A key of a Kubernetes Secret in the namespace of the pods."""

    name: str
    key: str


@dataclass(frozen=True, kw_only=True)
class BucketModel:
    """A model in S3 or in an S3-compatible store.

    Attributes:
        bucket: name of the bucket.
        prefix: key prefix of the model, without slashes at its ends.
        region: region of the bucket.
        endpoint: URL of an S3-compatible store; None for AWS.
        credentials_secret: Kubernetes Secret with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; None where pods have an
            identity.
    """

    bucket: pulumi.Input[str]
    prefix: str
    region: str
    endpoint: str | None
    credentials_secret: str | None


@dataclass(frozen=True, kw_only=True)
class HubModel:
    """A model that the engine loads from a hub.

    Attributes:
        repository: `organisation/name`.
        revision: commit, 40 hexadecimal digits.
        token: access token for gated models; None for open ones.
    """

    repository: str
    revision: str
    token: SecretKey | None


@dataclass(frozen=True, kw_only=True)
class ModelReader:
    """Who the pods are on AWS: a role that reads their model and nothing else.

    Attributes:
        account_id: AWS account of the cluster.
        cluster_name: name of the EKS cluster.
        bucket: bucket of the models.
        tags: tags of the role.
    """

    account_id: str
    cluster_name: pulumi.Input[str]
    bucket: ModelBucket
    tags: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class EngineImage:
    """An image other than the chart's own: exact version, digest, or both; empty for none of one."""

    repository: str
    tag: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class EngineArgs:
    """How vLLM runs.

    Attributes:
        device: `nvidia`, `neuron` or `cpu`.
        image: another image than the chart's; None for the chart's.
        served_name: name of the model in the API.
        max_length: tokens of a request and its answer; None takes the model's own.
        max_sequences: requests computed at once; None takes vLLM's own.
        data_type: `auto`, `bfloat16`, `float16` or `float32`.
        quantization: vLLM's name of the method; empty takes what the model's configuration says.
        key_value_cache_type: `auto` or `fp8`.
        memory_utilization: share of an accelerator's memory that the engine takes; None takes vLLM's own; cpu has none.
        nodes: pods of one replica.
        tensor: devices over which each layer is split.
        pipeline: stages into which the layers are split.
        cores_per_device: NeuronCores of one device; None for other devices.
        key_value_cache_gib: memory for the KV cache on a cpu, GiB; None for other devices.
        arguments: further engine arguments, one word an entry.
    """

    device: str
    image: EngineImage | None
    served_name: str
    max_length: int | None
    max_sequences: int | None
    data_type: str
    quantization: str
    key_value_cache_type: str
    memory_utilization: float | None
    nodes: int
    tensor: int
    pipeline: int
    cores_per_device: int | None
    key_value_cache_gib: int | None
    arguments: list[str]


@dataclass(frozen=True, kw_only=True)
class PodArgs:
    """What one pod asks for, and where it runs.

    Attributes:
        cpus: processors.
        memory_gib: memory, shared memory included, GiB.
        shared_memory_gib: size of /dev/shm, GiB.
        accelerators: devices.
        efa: EFA interfaces.
        cache_gib: disk for compiled kernels and, where weights are copied first, for the weights, GiB.
        temporary_gib: size of /tmp, GiB.
        node_selector: labels that a node must carry.
        tolerations: taints that the pods tolerate, as Kubernetes writes them.
        annotations: annotations of the pods.
        group_topology_key: node label within one value of which the pods of one replica run; empty for no such rule.
            Nodes without the label never get such pods.
    """

    cpus: float
    memory_gib: float
    shared_memory_gib: float
    accelerators: int
    efa: int
    cache_gib: int
    temporary_gib: int
    node_selector: dict[str, str]
    tolerations: list[dict[str, str]]
    annotations: dict[str, str]
    group_topology_key: str


@dataclass(frozen=True, kw_only=True)
class ScheduleArgs:
    """Hours in which replicas are kept up: cron expressions in a time zone."""

    name: str
    timezone: str
    start: str
    end: str
    replicas: int


@dataclass(frozen=True, kw_only=True)
class AutoscalingArgs:
    """When KEDA adds and removes replicas.

    Attributes:
        maximum: replicas at most.
        requests_per_replica: requests, running and waiting, that one replica should hold.
        prometheus_address: URL of the Prometheus query API; None where a schedule alone decides.
        cooldown_seconds: quiet time before replicas go.
        schedules: hours in which replicas are kept up whatever the metrics say.
    """

    maximum: int
    requests_per_replica: int
    prometheus_address: pulumi.Input[str] | None
    cooldown_seconds: int
    schedules: list[ScheduleArgs]


@dataclass(frozen=True, kw_only=True)
class ScalingArgs:
    """How many replicas there are.

    Attributes:
        minimum: replicas; with autoscaling, the fewest.
        surge: replicas beyond the wanted number while a new version rolls out; 0 takes an old one down first.
        autoscaling: None for a fixed number.
    """

    minimum: int
    surge: int
    autoscaling: AutoscalingArgs | None


@dataclass(frozen=True, kw_only=True)
class TimingArgs:
    """How long things take, seconds.

    Attributes:
        provisioning_seconds: until a node is there and the image is pulled.
        startup_seconds: from the container's start until the model answers.
        longest_stream_seconds: longest answer that is let finish when a pod ends.
    """

    provisioning_seconds: int
    startup_seconds: int
    longest_stream_seconds: int


@dataclass(frozen=True, kw_only=True)
class AccessArgs:
    """Who may reach the pods, and what they may reach.

    Attributes:
        api_from: peers (of a NetworkPolicy) that may call the API.
        metrics_from: peers that may scrape the metrics.
        https_to: address blocks that the pods may reach by HTTPS.
        extra_egress: further egress rules, for a store on another port for example.
        api_key: key that clients must send; None for none.
        pod_monitor: whether a PodMonitor is made, which needs the Prometheus operator's definitions.
    """

    api_from: list[dict[str, Any]]
    metrics_from: list[dict[str, Any]]
    https_to: list[str]
    extra_egress: list[dict[str, Any]]
    api_key: SecretKey | None
    pod_monitor: bool


@dataclass(frozen=True, kw_only=True)
class InferenceServiceArgs:
    """What an `InferenceService` needs.

    Attributes:
        namespace: namespace of the pods; it must exist.
        service: name of the Service, of its pods' service account and of every other object.
        bucket_model: the model in a bucket; exactly one of this and `hub_model`.
        hub_model: the model on a hub.
        reader: who the pods are on AWS; None elsewhere, and for a model from a hub.
        images: where images come from.
        engine: how vLLM runs.
        pod: what a pod asks for.
        scaling: how many replicas.
        timing: how long things take.
        access: who may reach what.
    """

    namespace: str
    service: str
    bucket_model: BucketModel | None
    hub_model: HubModel | None
    reader: ModelReader | None
    images: ImageLocation
    engine: EngineArgs
    pod: PodArgs
    scaling: ScalingArgs
    timing: TimingArgs
    access: AccessArgs
