"""The inference chart's values for a serving entry; what is left out here keeps the chart's own default."""

from typing import Any

from components.images import ImageLocation
from components.inference.args import (
    AutoscalingArgs,
    BucketModel,
    EngineArgs,
    HubModel,
    InferenceServiceArgs,
    PodArgs,
    ScalingArgs,
)

MEBIBYTES_IN_A_GIBIBYTE = 1024


def chart_values(args: InferenceServiceArgs, defaults: dict[str, Any]) -> dict[str, Any]:
    """Return the values by which `charts/inference` renders the entry.

    Args:
        args: the entry.
        defaults: the chart's own values, which name its images.
    """
    pod, access = args.pod, args.access
    return {
        "fullnameOverride": args.service,
        "engine": args.engine.device,
        "engines": {args.engine.device: _engine(args.engine, args.images, defaults)},
        "model": _model(args, defaults),
        "parallelism": {
            "nodes": args.engine.nodes,
            "tensor": args.engine.tensor,
            "pipeline": args.engine.pipeline,
        },
        "extraArguments": args.engine.arguments,
        "resources": _resources(pod),
        "sharedMemory": {"size": quantity(pod.shared_memory_gib)},
        "cache": {"size": quantity(pod.cache_gib)},
        "temporary": {"size": quantity(pod.temporary_gib)},
        **({"apiKey": {"secretName": access.api_key.name, "secretKey": access.api_key.key}} if access.api_key else {}),
        "probes": {"startup": {"budgetSeconds": args.timing.startup_seconds}},
        "drain": {"longestStreamSeconds": args.timing.longest_stream_seconds},
        **_scaling(args.scaling),
        "rollout": {
            "maxSurge": args.scaling.surge,
            "maxUnavailable": 0 if args.scaling.surge else 1,
            "provisioningSeconds": args.timing.provisioning_seconds,
        },
        "networkPolicy": {
            "api": {"from": access.api_from},
            "metrics": {"from": access.metrics_from},
            "egress": {
                "https": [{"cidr": block} for block in access.https_to],
                "podIdentityAgent": args.reader is not None,
                "extra": access.extra_egress,
            },
        },
        "podMonitor": {"enabled": access.pod_monitor},
        "multiNode": {"groupTopologyKey": pod.group_topology_key},
        "pod": {"nodeSelector": pod.node_selector, "tolerations": pod.tolerations, "annotations": pod.annotations},
    }


def quantity(gibibytes: float) -> str:
    """Return an amount of memory or disk as Kubernetes writes it, rounded down to MiB."""
    if gibibytes == int(gibibytes):
        return f"{int(gibibytes)}Gi"
    return f"{int(gibibytes * MEBIBYTES_IN_A_GIBIBYTE)}Mi"


def _engine(engine: EngineArgs, images: ImageLocation, defaults: dict[str, Any]) -> dict[str, Any]:
    own = defaults["engines"][engine.device]["image"]
    image = (
        {
            "repository": images.locate(engine.image.repository),
            "tag": engine.image.tag,
            "digest": engine.image.digest,
        }
        if engine.image
        else {"repository": images.locate(own["repository"])}
    )
    values: dict[str, Any] = {"image": image}
    if engine.cores_per_device is not None:
        values["coresPerDevice"] = engine.cores_per_device
    if engine.key_value_cache_gib is not None:
        values["keyValueCacheGiB"] = engine.key_value_cache_gib
    return values


def _model(args: InferenceServiceArgs, defaults: dict[str, Any]) -> dict[str, Any]:
    engine = args.engine
    values: dict[str, Any] = {
        "servedName": engine.served_name,
        "dataType": engine.data_type,
        "quantization": engine.quantization,
        "keyValueCacheType": engine.key_value_cache_type,
    }
    if engine.max_length is not None:
        values["maxLength"] = engine.max_length
    if engine.max_sequences is not None:
        values["maxSequences"] = engine.max_sequences
    if engine.memory_utilization is not None:
        values["memoryUtilization"] = engine.memory_utilization
    if args.bucket_model:
        copy_image = args.images.locate(defaults["model"]["s3"]["copyImage"]["repository"])
        return {**values, "source": "s3", "s3": _bucket(args.bucket_model, copy_image)}
    return {**values, "source": "hub", "hub": _hub(args.hub_model)} if args.hub_model else values


def _bucket(model: BucketModel, copy_image: str) -> dict[str, Any]:
    values: dict[str, Any] = {
        "bucket": model.bucket,
        "prefix": model.prefix,
        "region": model.region,
        "copyImage": {"repository": copy_image},
    }
    if model.endpoint:
        values["endpoint"] = model.endpoint
    if model.credentials_secret:
        values["credentialsSecret"] = model.credentials_secret
    return values


def _hub(model: HubModel) -> dict[str, Any]:
    values: dict[str, Any] = {"repository": model.repository, "revision": model.revision}
    if model.token:
        values |= {"tokenSecret": model.token.name, "tokenKey": model.token.key}
    return values


def _resources(pod: PodArgs) -> dict[str, Any]:
    return {
        "cpu": f"{pod.cpus:g}" if pod.cpus == int(pod.cpus) else f"{int(pod.cpus * 1000)}m",
        "memory": quantity(pod.memory_gib),
        "accelerators": pod.accelerators,
        "efa": pod.efa,
        "ephemeralStorage": quantity(pod.cache_gib + pod.temporary_gib),
    }


def _scaling(scaling: ScalingArgs) -> dict[str, Any]:
    if scaling.autoscaling is None:
        return {"replicas": scaling.minimum}
    return {"autoscaling": _autoscaling(scaling.minimum, scaling.autoscaling)}


def _autoscaling(minimum: int, scaling: AutoscalingArgs) -> dict[str, Any]:
    return {
        "enabled": True,
        "minReplicas": minimum,
        "maxReplicas": scaling.maximum,
        "requestsPerReplica": scaling.requests_per_replica,
        **({"prometheus": {"address": scaling.prometheus_address}} if scaling.prometheus_address else {}),
        "cooldownSeconds": scaling.cooldown_seconds,
        "scaleDownSeconds": scaling.cooldown_seconds,
        "fallback": {"replicas": max(minimum, 1)},
        "schedule": [
            {
                "name": schedule.name,
                "timezone": schedule.timezone,
                "start": schedule.start,
                "end": schedule.end,
                "replicas": schedule.replicas,
            }
            for schedule in scaling.schedules
        ],
    }
