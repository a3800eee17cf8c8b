"""Each of the project's stacks holds what a serving platform needs, and nothing that its reader could not see."""

from __future__ import annotations

from typing import Any

import pytest

from evenkeel.model import Plan, Secret, Unknown
from evenkeel.plan import dumps
from tests.stacks.plans import STACKS, documents, of_kind, plan_of, platform_of, recorded
from tests.stacks.variants import VARIANTS

AWS_STACKS = ("dev", "staging", "prod")
POLICY_PROPERTIES = ("assumeRolePolicy", "policy", "policyDocument", "accessPolicy")
AUTO_NAME_SUFFIX = 8
"""Pulumi ends a physical name that it makes with a dash and seven digits."""
LONGEST_NAME = {"aws:iam/role:Role": 64, "aws:lb/targetGroup:TargetGroup": 32, "aws:lb/loadBalancer:LoadBalancer": 32}


def every_plan() -> dict[str, Plan]:
    return {
        **{stack: plan_of(stack) for stack in STACKS},
        **{name: recorded(make()) for name, make in VARIANTS.items()},
    }


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return every_plan()


@pytest.mark.parametrize(
    "token",
    [
        "aws:ec2/vpc:Vpc",
        "aws:ec2/natGateway:NatGateway",
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        "aws:ec2/flowLog:FlowLog",
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        "aws:eks/cluster:Cluster",
        "aws:eks/addon:Addon",
        "aws:eks/nodeGroup:NodeGroup",
        "aws:eks/podIdentityAssociation:PodIdentityAssociation",
        "aws:sqs/queue:Queue",
        "aws:cloudwatch/eventRule:EventRule",
        "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
        "aws:s3/bucket:Bucket",
        "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
        "aws:elasticache/replicationGroup:ReplicationGroup",
        "aws:lb/loadBalancer:LoadBalancer",
        "aws:lb/targetGroup:TargetGroup",
        "aws:wafv2/webAclAssociation:WebAclAssociation",
        "aws:kms/key:Key",
        "kubernetes:helm.sh/v3:Release",
        "kubernetes:karpenter.sh/v1:NodePool",
        "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
        "kubernetes:apps/v1:DaemonSet",
        "kubernetes:apps/v1:Deployment",
        "kubernetes:leaderworkerset.x-k8s.io/v1:LeaderWorkerSet",
        "kubernetes:keda.sh/v1alpha1:ScaledObject",
        "kubernetes:batch/v1:Job",
        "kubernetes:policy/v1:PodDisruptionBudget",
        "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        "kubernetes:monitoring.coreos.com/v1:PodMonitor",
        "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding",
        "kubernetes:external-secrets.io/v1:ExternalSecret",
        "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
    ],
)
def test_prod_holds_every_part(token: str) -> None:
    assert of_kind(plan_of("prod"), token)


def test_policies_are_never_wholly_unknown(plans: dict[str, Plan]) -> None:
    opaque = [
        f"{name}: {resource.name}.{key}"
        for name, plan in plans.items()
        for resource in plan.resources
        for key in POLICY_PROPERTIES
        if isinstance(resource.inputs.get(key), (Unknown, Secret))
    ]
    assert not opaque, f"rules, diffs and people could read nothing of them: {opaque}"


def test_no_resource_is_left_to_a_default_provider(plans: dict[str, Plan]) -> None:
    defaults = [
        f"{name}: {resource.name}"
        for name, plan in plans.items()
        for resource in plan.resources
        if resource.type.startswith(("pulumi:providers:aws", "pulumi:providers:kubernetes"))
        and resource.name.startswith("default")
    ]
    assert not defaults, "a default provider acts in whatever account the shell is logged in to"


def test_names_that_pulumi_makes_fit_into_awss_limits(plans: dict[str, Plan]) -> None:
    long = [
        f"{name}: {resource.name} ({len(resource.name) + AUTO_NAME_SUFFIX} > {LONGEST_NAME[resource.type]})"
        for name, plan in plans.items()
        for resource in plan.resources
        if resource.type in LONGEST_NAME
        and "name" not in resource.inputs
        and len(resource.name) + AUTO_NAME_SUFFIX > LONGEST_NAME[resource.type]
    ]
    assert not long


def test_two_recordings_give_the_same_bytes() -> None:
    assert dumps(recorded(platform_of("prod"), "prod")) == dumps(plan_of("prod"))


def test_onprem_asks_nothing_of_aws() -> None:
    assert not [resource.type for resource in plan_of("onprem").resources if "aws" in resource.type.split(":")[0]]
    assert not of_kind(plan_of("onprem"), "pulumi:providers:aws")


def test_onprem_leaves_out_what_absent_add_ons_would_need() -> None:
    kinds = {str(resource.inputs.get("kind")) for resource in plan_of("onprem").resources}
    assert not kinds & {"ScaledObject", "PodMonitor", "LeaderWorkerSet", "ExternalSecret", "CustomResourceDefinition"}


def test_dev_gpu_entry_scales_to_zero_by_schedule_alone() -> None:
    (scaled,) = documents(plan_of("dev"), "ScaledObject")
    assert scaled["spec"]["minReplicaCount"] == 0
    assert [trigger["type"] for trigger in scaled["spec"]["triggers"]] == ["cron"]


def test_prod_serves_the_largest_model_over_two_nodes_with_efa() -> None:
    (group,) = documents(plan_of("prod"), "LeaderWorkerSet")
    worker: Any = group["spec"]["leaderWorkerTemplate"]["workerTemplate"]["spec"]
    limits = worker["containers"][0]["resources"]["limits"]
    assert group["spec"]["leaderWorkerTemplate"]["size"] == 2
    assert (limits["nvidia.com/gpu"], limits["vpc.amazonaws.com/efa"]) == ("8", "32")
    assert worker["nodeSelector"] == {"evenkeel.dev/pool": "serve-h100"}


@pytest.mark.parametrize("stack", AWS_STACKS)
def test_each_serving_role_reads_its_own_model_and_nothing_else(stack: str) -> None:
    readers = [
        resource
        for resource in of_kind(plan_of(stack), "aws:iam/rolePolicy:RolePolicy")
        if "InferenceService" in resource.urn
    ]
    assert readers
    for reader in readers:
        policy: Any = reader.inputs["policy"]
        actions = {action for statement in policy["Statement"] for action in statement["Action"]}
        assert actions <= {"s3:GetObject", "s3:ListBucket", "kms:Decrypt"}
        assert all("*" not in action for action in actions)


def test_layers_together_make_what_one_stack_makes(plans: dict[str, Plan]) -> None:
    whole = {resource.name for resource in plan_of("prod").resources if not resource.type.startswith("pulumi:")}
    halves = {
        resource.name
        for layer in ("infrastructure", "workloads")
        for resource in plans[layer].resources
        if not resource.type.startswith("pulumi:")
    }
    assert halves == whole


def test_fpga_pool_is_a_node_group_and_gets_its_plugin(plans: dict[str, Plan]) -> None:
    plan = plans["every-pool"]
    groups = [group.name for group in of_kind(plan, "aws:eks/nodeGroup:NodeGroup")]
    assert "pool-fpga-group" in groups
    plugins = {document["metadata"]["name"] for document in documents(plan, "DaemonSet")}
    assert len(plugins) == 4, plugins


def test_existing_vpc_is_used_and_not_changed(plans: dict[str, Plan]) -> None:
    plan = plans["existing-vpc"]
    assert not of_kind(plan, "aws:ec2/vpc:Vpc")
    assert not of_kind(plan, "aws:ec2/subnet:Subnet")
    cluster: Any = of_kind(plan, "aws:eks/cluster:Cluster")[0].inputs
    assert cluster["vpcConfig"]["subnetIds"] == ["subnet-0bbbbbbbbbbbbbbb0", "subnet-0bbbbbbbbbbbbbbb1"]


def test_nodes_in_an_existing_vpc_get_the_clusters_own_group(plans: dict[str, Plan]) -> None:
    classes = [
        document["spec"]["securityGroupSelectorTerms"] for document in documents(plans["existing-vpc"], "EC2NodeClass")
    ]
    assert classes
    assert all(isinstance(term["id"], Unknown) for terms in classes for term in terms)


def test_mirror_replaces_the_registry_of_every_image(plans: dict[str, Plan]) -> None:
    images = [
        container["image"]
        for document in (
            document
            for kind in ("Deployment", "DaemonSet", "Job")
            for document in documents(plans["existing-vpc"], kind)
        )
        for container in document["spec"]["template"]["spec"]["containers"]
    ]
    assert images
    assert not [image for image in images if not image.startswith("registry.example.com/mirror/")]


@pytest.mark.parametrize(
    ("endpoint", "port"),
    [("http://minio.storage:9000", 9000), ("http://minio.storage", 80), ("https://s3.example.com/path", 443)],
)
def test_pods_reach_a_store_of_their_own_on_its_port_and_no_metadata(endpoint: str, port: int) -> None:
    platform = platform_of("onprem")
    platform["bindings"] = {"objectStore": {"modelsBucket": "models", "endpoint": endpoint}}
    platform["serving"][0]["model"]["weights"] = "bucket"
    policies = [document["spec"] for document in documents(recorded(platform), "NetworkPolicy")]
    rules = [
        rule for spec in policies for rule in spec.get("egress", []) if {"namespaceSelector": {}} in rule.get("to", [])
    ]
    assert [rule["ports"] for rule in rules] == [[{"port": port, "protocol": "TCP"}]]
    blocks = [peer["ipBlock"] for rule in rules for peer in rule["to"] if "ipBlock" in peer]
    assert blocks == [{"cidr": "0.0.0.0/0", "except": ["169.254.0.0/16"]}]
