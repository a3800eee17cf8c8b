"""Workloads get the same bindings from the same program, from another stack, and from the stack file."""

from dataclasses import asdict, replace
from typing import Any, cast

import pulumi
import pytest

from components.bindings import (
    AwsBinding,
    Bindings,
    BucketBinding,
    CacheBinding,
    ClusterBinding,
    LoadBalancerBinding,
    NodeBinding,
    bindings_for_cluster,
    bindings_from_stack,
    shape_of,
    to_outputs,
)
from evenkeel.model import Secret
from tests.components.conftest import Record

FULL = Bindings(
    cluster=ClusterBinding(name="chat-prod", kubeconfig="apiVersion: v1", context=None),
    aws=AwsBinding(
        account_id="123456789012",
        region="us-east-1",
        vpc_id="vpc-1",
        volume_key_arn="key-of-volumes",
        secrets_key_arn="key-of-secrets",
        buckets={
            "models": BucketBinding(name="models-1", arn="arn:aws:s3:::models-1", key_arn="key-of-models"),
            "datasets": BucketBinding(name="datasets-1", arn="arn:aws:s3:::datasets-1", key_arn=None),
        },
        nodes=NodeBinding(
            subnet_ids={"us-east-1a": "subnet-a", "us-east-1b": "subnet-b"},
            security_group_id="sg-nodes",
            efa_security_group_id="sg-efa",
            placement_group_names={"train": "chat-prod-train"},
        ),
        cache=CacheBinding(endpoint="cache.example.com", port=6379, secret_arn="arn:of:secret"),
        load_balancer=LoadBalancerBinding(
            security_group_id="sg-lb",
            dns_name="lb.example.com",
            source_cidrs={"us-east-1a": "10.0.0.0/24", "us-east-1b": "10.0.1.0/24"},
            target_group_arns={"chat": "arn:of:target"},
        ),
    ),
    metrics_endpoint="https://metrics.example.com",
)
assert FULL.aws is not None
BARE = replace(
    FULL,
    aws=replace(
        FULL.aws,
        buckets={},
        nodes=replace(FULL.aws.nodes, efa_security_group_id=None, placement_group_names={}),
        cache=None,
        load_balancer=None,
    ),
    metrics_endpoint=None,
)


class ExportedStack:
    """The infrastructure stack as another stack sees it: outputs, and nothing else, by name."""

    def __init__(self, outputs: dict[str, pulumi.Output[object]]) -> None:
        self.outputs = outputs
        self.read: set[str] = set()

    def require_output(self, name: pulumi.Input[str]) -> pulumi.Output[object]:
        self.read.add(str(name))
        return self.outputs[str(name)]


def plain(value: Any) -> Any:
    if isinstance(value, Secret):
        return value.value
    if isinstance(value, dict):
        return {key: plain(item) for key, item in cast("dict[str, Any]", value).items()}
    return value


@pytest.mark.parametrize("bindings", [FULL, BARE], ids=["everything", "the least"])
def test_bindings_survive_the_way_through_stack_outputs(record: Record, bindings: Bindings) -> None:
    read: dict[str, set[str]] = {}

    def program() -> None:
        stack = ExportedStack(to_outputs(bindings))
        again = bindings_from_stack(stack, shape_of(bindings))
        read["exported"], read["read"] = set(stack.outputs), stack.read
        for name, side in (("before", bindings), ("after", again)):
            pulumi.CustomResource("tested:index:Record", name, {"value": asdict_of(side)})

    recording = record(program)
    before, after = (plain(recording.inputs("tested:index:Record", name)) for name in ("before", "after"))
    assert before == after
    assert read["exported"] == read["read"]


def asdict_of(side: Bindings) -> dict[str, Any]:
    aws = side.aws
    assert aws is not None
    flat: dict[str, Any] = {"cluster": vars(side.cluster), "metrics": side.metrics_endpoint, "account": aws.account_id}
    flat |= {"vpc": aws.vpc_id, "volumes": aws.volume_key_arn, "secrets": aws.secrets_key_arn}
    flat["buckets"] = {purpose: vars(bucket) for purpose, bucket in aws.buckets.items()}
    flat["nodes"] = vars(aws.nodes)
    for part in ("cache", "load_balancer"):
        value = getattr(aws, part)
        flat[part] = None if value is None else vars(value)
    return flat


def test_exported_kubeconfig_is_a_secret(record: Record) -> None:
    recording = record(lambda: pulumi.CustomResource("tested:index:Exports", "exports", {**to_outputs(FULL)}))
    assert isinstance(recording.inputs("tested:index:Exports")["clusterKubeconfig"], Secret)


def test_cluster_without_aws_cannot_be_exported() -> None:
    with pytest.raises(ValueError, match=r"bindings\.aws: None"):
        to_outputs(bindings_for_cluster(name="edge", context="kind-edge"))


def test_existing_cluster_has_nothing_on_aws() -> None:
    bindings = bindings_for_cluster(
        name="edge", context="kind-edge", metrics_endpoint="http://prometheus.monitoring:9090/"
    )
    assert asdict(bindings) == {
        "cluster": {"name": "edge", "kubeconfig": None, "context": "kind-edge"},
        "aws": None,
        "metrics_endpoint": "http://prometheus.monitoring:9090",
        "ready": [],
    }


def test_given_kubeconfig_is_kept_as_a_secret(record: Record) -> None:
    def program() -> None:
        cluster = bindings_for_cluster(name="edge", context=None, kubeconfig="apiVersion: v1").cluster
        pulumi.CustomResource("tested:index:Record", "record", {"kubeconfig": cluster.kubeconfig})

    assert isinstance(record(program).inputs("tested:index:Record")["kubeconfig"], Secret)
