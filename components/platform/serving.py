"""From a serving entry of the stack file to what the inference service takes."""

from components.bindings import AwsBinding, Bindings
from components.images import ImageLocation
from components.inference import (
    BucketModel,
    EngineArgs,
    EngineImage,
    HubModel,
    InferenceServiceArgs,
    ModelReader,
    PodArgs,
    SecretKey,
    TimingArgs,
)
from components.node_pools import AcceleratorArgs
from components.platform.models import hub_of, model_bucket, prefix_of, weights_gb
from components.platform.pod_placement import pod_placement
from components.platform.pool_arguments import facts_of
from components.platform.secrets import hub_token_of
from components.platform.serving_access import access_of
from components.platform.serving_scaling import scaling_of
from evenkeel.catalogue import instance_type
from evenkeel.catalogue.versions import version_matrix
from evenkeel.spec import AwsTarget, ClusterTarget, NodePool, Platform, Serving

MODEL_ANNOTATION = "evenkeel.dev/model"
REVISION_ANNOTATION = "evenkeel.dev/model-revision"
# Compiled kernels and the engine's caches; weights come on top where they are copied before they are loaded.
_CACHE_GIB = 20
_TEMPORARY_GIB = 4
_ZONE = "topology.kubernetes.io/zone"
_STARTUP_SECONDS = 600
# A gigabyte from S3 through one node's network, with compilation and warm-up in it: generous, since a probe that ends
# too early starts the whole load again.
_STARTUP_SECONDS_PER_GB = 3
_PROVISIONING_SECONDS = {"none": 600, "nvidia": 1200, "neuron": 1200, "fpga": 1200}


def inference_arguments(
    platform: Platform, entry: Serving, bindings: Bindings, images: ImageLocation, tags: dict[str, str]
) -> InferenceServiceArgs:
    """Return the arguments of the entry's `InferenceService`."""
    pool = next(each for each in platform.node_pools if each.name == entry.pool)
    on_aws = bindings.aws
    from_bucket = entry.model.weights == "bucket"
    return InferenceServiceArgs(
        namespace=platform.namespace,
        service=entry.name,
        bucket_model=_bucket_model(platform, entry, on_aws) if from_bucket else None,
        hub_model=None if from_bucket else _hub_model(entry),
        reader=_reader(platform, on_aws, tags) if on_aws and from_bucket else None,
        images=images,
        engine=_engine(entry, pool),
        pod=_pod(platform, entry, pool),
        scaling=scaling_of(platform, entry),
        timing=_timing(platform, entry, pool),
        access=access_of(platform, entry, bindings),
    )


def _bucket_model(platform: Platform, entry: Serving, on_aws: AwsBinding | None) -> BucketModel:
    if on_aws is not None:
        bucket = model_bucket(on_aws)
        return BucketModel(
            bucket=bucket.name,
            prefix=prefix_of(entry),
            region=bucket.region,
            endpoint=None,
            credentials_secret=None,
        )
    store = platform.bindings.object_store if platform.bindings else None
    assert store is not None, "sizing refuses weights from a bucket that is not there"
    secret = store.credentials.kubernetes_secret if store.credentials else None
    return BucketModel(
        bucket=store.models_bucket,
        prefix=prefix_of(entry),
        region=store.region,
        endpoint=store.endpoint,
        credentials_secret=secret.name if secret else None,
    )


def _hub_model(entry: Serving) -> HubModel:
    hub, token = hub_of(entry), hub_token_of(entry)
    return HubModel(
        repository=hub.id, revision=hub.revision, token=SecretKey(name=token.name, key=token.key) if token else None
    )


def _reader(platform: Platform, on_aws: AwsBinding, tags: dict[str, str]) -> ModelReader:
    return ModelReader(
        account_id=on_aws.account_id, cluster_name=platform.full_name, bucket=model_bucket(on_aws), tags=tags
    )


def _engine(entry: Serving, pool: NodePool) -> EngineArgs:
    engine, model, resources = entry.engine, entry.model, entry.resources
    on_cpu = engine.device == "cpu"
    return EngineArgs(
        device=engine.device,
        image=_efa_image() if pool.efa and entry.nodes_per_replica > 1 else None,
        served_name=entry.name,
        max_length=engine.max_model_len,
        max_sequences=engine.max_sequences,
        data_type=model.data_type or "auto",
        quantization=model.quantization if model.quantization and model.quantization != "none" else "",
        key_value_cache_type=engine.kv_cache_data_type,
        memory_utilization=None if on_cpu else engine.gpu_memory_utilization,
        nodes=entry.nodes_per_replica,
        tensor=engine.tensor_parallel or 1,
        pipeline=engine.pipeline_parallel or 1,
        cores_per_device=_cores_per_device(pool) if engine.device == "neuron" else None,
        key_value_cache_gib=int(resources.kv_cache_gib) if on_cpu and resources and resources.kv_cache_gib else None,
        arguments=list(engine.arguments),
    )


def _efa_image() -> EngineImage:
    """Return the image with the libraries that speak to EFA, which vLLM's own image lacks."""
    repository, _, tag = version_matrix().image("vllm-efa").rpartition(":")
    return EngineImage(repository=repository, tag=tag, digest="")


def _cores_per_device(pool: NodePool) -> int | None:
    known = instance_type(pool.instance_types[0]) if pool.instance_types else None
    return known.accelerators.neuron_cores if known and known.accelerators else None


def _pod(platform: Platform, entry: Serving, pool: NodePool) -> PodArgs:
    resources, engine = entry.resources, entry.engine
    assert resources is not None, "sizing works out what a pod asks for"
    on_cpu = engine.device == "cpu"
    devices = (engine.tensor_parallel or 1) * (engine.pipeline_parallel or 1) // entry.nodes_per_replica
    cores = _cores_per_device(pool) if engine.device == "neuron" else None
    copied = engine.device != "nvidia" or entry.model.weights == "hub"
    placed = pod_placement(platform, pool, _accelerator(pool))
    with_efa = pool.efa and entry.nodes_per_replica > 1
    efa = facts_of(pool).efa if with_efa else None
    return PodArgs(
        cpus=resources.cpus,
        memory_gib=resources.memory_gib,
        shared_memory_gib=resources.shared_memory_gib,
        accelerators=0 if on_cpu else devices // (cores or 1),
        efa=efa.interfaces if efa else 0,
        cache_gib=_CACHE_GIB + (round(weights_gb(entry)) if copied else 0),
        temporary_gib=_TEMPORARY_GIB,
        node_selector=placed.node_selector,
        tolerations=placed.tolerations,
        annotations=_annotations(entry),
        group_topology_key="" if _without_zones(platform) else _ZONE,
    )


def _without_zones(platform: Platform) -> bool:
    """Tell whether nodes carry no zone: clusters of one's own seldom do, those of cloud providers always."""
    return isinstance(platform.target, ClusterTarget) and platform.target.flavor == "generic"


def _annotations(entry: Serving) -> dict[str, str]:
    """Return what names the model, since its address in the bucket is not known before the bucket is."""
    return {MODEL_ANNOTATION: entry.model.name, REVISION_ANNOTATION: hub_of(entry).revision}


def _accelerator(pool: NodePool) -> AcceleratorArgs | None:
    if pool.instance_types:
        return facts_of(pool).accelerator
    found = pool.node.accelerators if pool.node else None
    return AcceleratorArgs(kind=found.kind, name=found.name, count=found.count) if found else None


def _timing(platform: Platform, entry: Serving, pool: NodePool) -> TimingArgs:
    makes_nodes = isinstance(platform.target, AwsTarget)
    return TimingArgs(
        provisioning_seconds=_PROVISIONING_SECONDS[pool.accelerator or "none"] if makes_nodes else 600,
        startup_seconds=_STARTUP_SECONDS + round(weights_gb(entry) * _STARTUP_SECONDS_PER_GB),
        longest_stream_seconds=entry.slo.longest_stream_seconds,
    )
