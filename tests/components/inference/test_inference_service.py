"""A serving entry becomes the chart's objects, with a role that reads its own model only."""

from dataclasses import replace
from typing import Any

import pulumi
import pytest

from components.images import ImageLocation
from components.inference import (
    AccessArgs,
    AutoscalingArgs,
    BucketModel,
    EngineArgs,
    EngineImage,
    HubModel,
    InferenceService,
    InferenceServiceArgs,
    ModelReader,
    PodArgs,
    ScalingArgs,
    ScheduleArgs,
    SecretKey,
    TimingArgs,
)
from components.model_import import ModelBucket
from evenkeel.model import UNKNOWN
from tests.components.conftest import Record, Recording

DEPLOYMENT = "kubernetes:apps/v1:Deployment"
GROUP = "kubernetes:leaderworkerset.x-k8s.io/v1:LeaderWorkerSet"
KEY = "arn:aws:kms:us-east-1:123456789012:key/1"
PREFIX = "meta-llama/Llama-3.3-70B-Instruct/6f6073b423013f6a7d4d9f39144961bfbfbc386b"
GATEWAY: dict[str, Any] = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "gateway"}}}
ARGS = InferenceServiceArgs(
    namespace="serving",
    service="chat",
    bucket_model=BucketModel(
        bucket="models-1", prefix=PREFIX, region="us-east-1", endpoint=None, credentials_secret=None
    ),
    hub_model=None,
    reader=ModelReader(
        account_id="123456789012",
        cluster_name="chat-prod",
        bucket=ModelBucket(name="models-1", arn="arn:aws:s3:::models-1", key_arn=KEY, region="us-east-1"),
        tags={"team": "chat"},
    ),
    images=ImageLocation(registries={"docker.io": "123456789012.dkr.ecr.us-east-1.amazonaws.com/hub"}),
    engine=EngineArgs(
        device="nvidia",
        image=None,
        served_name="llama-3.3-70b",
        max_length=16384,
        max_sequences=64,
        data_type="bfloat16",
        quantization="",
        key_value_cache_type="auto",
        memory_utilization=0.92,
        nodes=1,
        tensor=4,
        pipeline=1,
        cores_per_device=None,
        key_value_cache_gib=None,
        arguments=["--enable-prefix-caching"],
    ),
    pod=PodArgs(
        cpus=40,
        memory_gib=256,
        shared_memory_gib=16,
        accelerators=4,
        efa=0,
        cache_gib=40,
        temporary_gib=4,
        node_selector={"evenkeel.dev/pool": "serve-l40s"},
        tolerations=[{"key": "nvidia.com/gpu", "operator": "Exists", "effect": "NoSchedule"}],
        annotations={"karpenter.sh/do-not-disrupt": "true"},
        group_topology_key="topology.kubernetes.io/zone",
    ),
    scaling=ScalingArgs(
        minimum=2,
        surge=1,
        autoscaling=AutoscalingArgs(
            maximum=8,
            requests_per_replica=24,
            prometheus_address="http://prometheus.monitoring:9090",
            cooldown_seconds=600,
            schedules=[],
        ),
    ),
    timing=TimingArgs(provisioning_seconds=900, startup_seconds=1800, longest_stream_seconds=600),
    access=AccessArgs(
        api_from=[GATEWAY],
        metrics_from=[GATEWAY],
        https_to=["0.0.0.0/0"],
        extra_egress=[],
        api_key=None,
        pod_monitor=True,
    ),
)
HUB = HubModel(
    repository="meta-llama/Llama-3.3-70B-Instruct",
    revision="6f6073b423013f6a7d4d9f39144961bfbfbc386b",
    token=SecretKey(name="hub", key="token"),
)


def serve(args: InferenceServiceArgs = ARGS) -> InferenceService:
    return InferenceService("chat", args)


def engine_container(pod: Any) -> Any:
    return next(container for container in pod["containers"] if container["command"][:2] == ["vllm", "serve"])


def deployed(recording: Recording) -> Any:
    return recording.inputs(DEPLOYMENT)["spec"]["template"]["spec"]


def test_pods_have_a_role_that_reads_their_own_model_only(record: Record) -> None:
    recording = record(serve)
    association = recording.inputs("aws:eks/podIdentityAssociation:PodIdentityAssociation")
    assert (association["namespace"], association["serviceAccount"]) == ("serving", "chat")
    assert recording.inputs("kubernetes:core/v1:ServiceAccount")["metadata"]["name"] == "chat"
    assert deployed(recording)["serviceAccountName"] == "chat"
    by_id = {
        statement["Sid"]: statement
        for statement in recording.inputs("aws:iam/rolePolicy:RolePolicy")["policy"]["Statement"]
    }
    assert by_id["ReadModel"]["Action"] == ["s3:GetObject"]
    assert by_id["ReadModel"]["Resource"] == [f"arn:aws:s3:::models-1/{PREFIX}/*"]
    assert by_id["ListModel"]["Condition"] == {"StringLike": {"s3:prefix": [PREFIX, f"{PREFIX}/*"]}}
    assert (by_id["UseKeyThroughS3"]["Action"], by_id["UseKeyThroughS3"]["Resource"]) == (["kms:Decrypt"], [KEY])


def test_pods_start_after_their_role(record: Record) -> None:
    recording = record(serve)
    [association] = recording.of_type("aws:eks/podIdentityAssociation:PodIdentityAssociation")
    [chart] = recording.of_type("evenkeel:index:RenderedChart")
    assert association.urn in chart.dependencies


def test_engine_gets_what_was_decided(record: Record) -> None:
    pod = deployed(record(serve))
    container = engine_container(pod)
    line = " ".join([*container["command"], *container.get("args", [])])
    for part in (
        f"s3://models-1/{PREFIX}",
        "--tensor-parallel-size",
        "--max-model-len",
        "--max-num-seqs=64",
        "--enable-prefix-caching",
    ):
        assert part in line
    assert container["resources"]["limits"]["nvidia.com/gpu"] in (4, "4")
    assert container["image"].startswith("123456789012.dkr.ecr.us-east-1.amazonaws.com/hub/vllm/vllm-openai:")
    assert pod["nodeSelector"] == {"evenkeel.dev/pool": "serve-l40s"}
    assert pod["tolerations"] == ARGS.pod.tolerations


def test_other_image_is_located_too(record: Record) -> None:
    image = EngineImage(repository="docker.io/own/vllm", tag="v1.2.3", digest="")
    recording = record(lambda: serve(replace(ARGS, engine=replace(ARGS.engine, image=image))))
    found = engine_container(deployed(recording))["image"]
    assert found == "123456789012.dkr.ecr.us-east-1.amazonaws.com/hub/own/vllm:v1.2.3"


def test_bucket_that_is_not_made_yet_leaves_only_its_own_text_unknown(record: Record) -> None:
    def program() -> None:
        late = pulumi.Output.from_input(pulumi.CustomResource("tested:index:Bucket", "bucket", {}).id)
        assert ARGS.bucket_model is not None
        serve(replace(ARGS, bucket_model=replace(ARGS.bucket_model, bucket=late)))

    container = engine_container(deployed(record(program)))
    words = [*container["command"], *container.get("args", [])]
    assert UNKNOWN in words
    assert "--tensor-parallel-size" in " ".join(str(word) for word in words)


def test_scaling_asks_prometheus_and_leaves_replicas_to_keda(record: Record) -> None:
    recording = record(serve)
    scaled = recording.inputs("kubernetes:keda.sh/v1alpha1:ScaledObject")["spec"]
    assert (scaled["minReplicaCount"], scaled["maxReplicaCount"]) == (2, 8)
    assert "replicas" not in recording.inputs(DEPLOYMENT)["spec"]


def test_entry_that_may_stand_at_zero_is_not_waited_for(record: Record) -> None:
    schedule = ScheduleArgs(name="day", timezone="UTC", start="0 8 * * *", end="0 18 * * *", replicas=1)
    assert ARGS.scaling.autoscaling is not None
    scaling = replace(ARGS.scaling, minimum=0, autoscaling=replace(ARGS.scaling.autoscaling, schedules=[schedule]))
    recording = record(lambda: serve(replace(ARGS, scaling=scaling)))
    assert recording.inputs("kubernetes:core/v1:Service", "chat-chart-service-chat")["metadata"]["annotations"] == {
        "pulumi.com/skipAwait": "true"
    }


def test_fixed_number_of_replicas_needs_no_keda(record: Record) -> None:
    scaling = ScalingArgs(minimum=3, surge=0, autoscaling=None)
    recording = record(lambda: serve(replace(ARGS, scaling=scaling)))
    assert recording.inputs(DEPLOYMENT)["spec"]["replicas"] == 3
    assert recording.of_type("kubernetes:keda.sh/v1alpha1:ScaledObject") == []


def test_replica_over_several_nodes_is_a_group(record: Record) -> None:
    engine = replace(ARGS.engine, nodes=2, tensor=8, pipeline=2)
    pod = replace(ARGS.pod, accelerators=8, efa=32)
    recording = record(lambda: serve(replace(ARGS, engine=engine, pod=pod)))
    assert recording.inputs(GROUP)["spec"]["leaderWorkerTemplate"]["size"] == 2
    assert recording.of_type(DEPLOYMENT) == []


def test_cpu_engine_gets_its_cache_and_no_accelerators(record: Record) -> None:
    engine = replace(ARGS.engine, device="cpu", tensor=1, memory_utilization=None, key_value_cache_gib=8, arguments=[])
    pod = replace(ARGS.pod, accelerators=0, cpus=7.5, memory_gib=30.5, shared_memory_gib=4)
    recording = record(lambda: serve(replace(ARGS, engine=engine, pod=pod)))
    container = engine_container(deployed(recording))
    environment = {entry["name"]: entry.get("value") for entry in container["env"]}
    assert environment["VLLM_CPU_KVCACHE_SPACE"] == "8"
    assert container["resources"]["requests"]["cpu"] == "7500m"
    assert container["resources"]["requests"]["memory"] == "31232Mi"


def test_model_from_a_hub_needs_no_role_and_names_its_token(record: Record) -> None:
    recording = record(lambda: serve(replace(ARGS, bucket_model=None, hub_model=HUB, reader=None)))
    assert recording.of_type("aws:iam/role:Role") == []
    container = engine_container(deployed(recording))
    assert any(word.endswith(HUB.revision) for word in [*container["command"], *container.get("args", [])])
    environment = {entry["name"]: entry for entry in container["env"]}
    assert environment["HF_TOKEN"]["valueFrom"]["secretKeyRef"] == {"name": "hub", "key": "token"}


def test_model_from_another_store_uses_its_credentials(record: Record) -> None:
    model = BucketModel(
        bucket="models",
        prefix=PREFIX,
        region="us-east-1",
        endpoint="https://minio.storage.svc:9000",
        credentials_secret="minio",
    )
    recording = record(lambda: serve(replace(ARGS, bucket_model=model, reader=None)))
    names = {
        entry["valueFrom"]["secretKeyRef"]["name"]
        for entry in engine_container(deployed(recording))["env"]
        if "secretKeyRef" in entry.get("valueFrom", {})
    }
    assert names == {"minio"}


@pytest.mark.parametrize("hub", [HUB, None], ids=["both", "neither"])
def test_model_from_two_places_or_none_is_refused(record: Record, hub: HubModel | None) -> None:
    bucket = ARGS.bucket_model if hub else None
    with pytest.raises(pulumi.RunError, match="chat: give exactly one of bucket_model and hub_model"):
        record(lambda: serve(replace(ARGS, bucket_model=bucket, hub_model=hub)))


def test_reader_for_a_model_from_a_hub_is_refused(record: Record) -> None:
    with pytest.raises(pulumi.RunError, match="reader is given, but the model comes from a hub"):
        record(lambda: serve(replace(ARGS, bucket_model=None, hub_model=HUB)))
