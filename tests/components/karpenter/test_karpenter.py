from __future__ import annotations

import dataclasses
import json
from typing import Any, cast

import pulumi

from components.add_ons import pinned_chart
from components.images import ImageLocation
from components.karpenter import Karpenter, KarpenterArgs
from evenkeel.model import UNKNOWN
from tests.components.conftest import Record, Recording

KEY = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:evenkeel-test-karpenter"
RELEASE = "kubernetes:helm.sh/v3:Release"


def recorded(record: Record, **changes: Any) -> Recording:
    args = KarpenterArgs(
        account_id="123456789012",
        region="us-east-1",
        cluster_name="evenkeel-test",
        chart=pinned_chart("karpenter"),
        namespace="karpenter",
        replicas=2,
        images=ImageLocation(registries={"public.ecr.aws": "123456789012.dkr.ecr.us-east-1.amazonaws.com/k/ecr"}),
        volume_key_arn=KEY,
        image_repository_arns=[],
        feature_gates={"reservedCapacity": True, "nodeRepair": True},
        zonal_shift=True,
        node_debugging=False,
        tags={"stack": "test"},
    )
    args = dataclasses.replace(args, **changes)
    return record(lambda: Karpenter("karpenter", args))


def every(recording: Recording, token: str) -> list[Any]:
    return [cast("Any", resource.inputs) for resource in recording.of_type(token)]


def statements(recording: Recording) -> dict[str, Any]:
    policy = recording.inputs("aws:iam/rolePolicy:RolePolicy", "karpenter-controller-policy")["policy"]
    return {statement["Sid"]: statement for statement in policy["Statement"]}


def test_controller_passes_the_node_role_only_and_only_to_instances(record: Record) -> None:
    passes = [s for s in statements(recorded(record)).values() if "iam:PassRole" in s["Action"]]
    assert len(passes) == 1
    assert passes[0]["Resource"] == [UNKNOWN]  # the ARN of the node role, which AWS gives it
    assert passes[0]["Condition"] == {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}


def test_what_the_controller_changes_belongs_to_its_cluster(record: Record) -> None:
    owner = "kubernetes.io/cluster/evenkeel-test"
    changes = ("Create", "Delete", "Terminate", "Tag", "Add", "Remove")
    for statement in statements(recorded(record)).values():
        verbs = [action.partition(":")[2] for action in statement["Action"] if not action.startswith(("kms", "sqs"))]
        if statement["Sid"] == "LaunchFrom" or not any(verb.startswith(changes) for verb in verbs):
            continue
        condition = statement["Condition"]["StringEquals"]
        assert condition.get(f"aws:ResourceTag/{owner}", condition.get(f"aws:RequestTag/{owner}")) == "owned"


def test_everything_means_reading_only(record: Record) -> None:
    for statement in statements(recorded(record)).values():
        if "*" in statement["Resource"]:
            for action in statement["Action"]:
                assert action.partition(":")[2].startswith(("Describe", "Get", "List")), action


def test_volume_key_is_used_through_ec2_only(record: Record) -> None:
    statement = statements(recorded(record))["UseVolumeKey"]
    assert statement["Resource"] == [KEY]
    assert statement["Condition"] == {"StringEquals": {"kms:ViaService": "ec2.us-east-1.amazonaws.com"}}


def test_queue_is_encrypted_and_filled_over_tls_by_rules_of_its_account(record: Record) -> None:
    recording = recorded(record)
    queue = recording.inputs("aws:sqs/queue:Queue")
    assert queue["name"] == "evenkeel-test-karpenter"
    assert queue["sqsManagedSseEnabled"] is True
    policy = recording.inputs("aws:sqs/queuePolicy:QueuePolicy")["policy"]
    send, deny = policy["Statement"]
    assert send["Principal"] == {"Service": ["events.amazonaws.com"]}
    assert send["Resource"] == deny["Resource"] == [QUEUE]
    assert send["Condition"]["ArnLike"] == {"aws:SourceArn": "arn:aws:events:us-east-1:123456789012:rule/*"}
    assert deny["Effect"] == "Deny"
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_every_warning_of_an_ending_instance_has_a_rule(record: Record) -> None:
    recording = recorded(record)
    patterns = [json.loads(r["eventPattern"]) for r in every(recording, "aws:cloudwatch/eventRule:EventRule")]
    assert {pattern["detail-type"][0] for pattern in patterns} == {
        "EC2 Spot Instance Interruption Warning",
        "EC2 Instance Rebalance Recommendation",
        "EC2 Instance State-change Notification",
        "AWS Health Event",
        "EC2 Capacity Reservation Instance Interruption Warning",
    }
    assert len(recording.of_type("aws:cloudwatch/eventTarget:EventTarget")) == len(patterns)


def test_nodes_may_join_by_an_entry_of_their_own(record: Record) -> None:
    entry = recorded(record).inputs("aws:eks/accessEntry:AccessEntry")
    assert entry["type"] == "EC2_LINUX"
    assert entry["principalArn"] is UNKNOWN


def test_release_is_pinned_leaves_the_definitions_alone_and_runs_on_system_nodes(record: Record) -> None:
    recording = recorded(record)
    release = recording.inputs(RELEASE)
    assert (release["chart"], release["version"]) == ("oci://public.ecr.aws/karpenter/karpenter", "1.14.0")
    assert release["skipCrds"] is True
    assert release["atomic"] is True
    assert release["skipAwait"] is False
    assert "repositoryOpts" not in release
    values = release["values"]
    assert values["settings"]["interruptionQueue"] == "evenkeel-test-karpenter"
    assert values["settings"]["featureGates"] == {"reservedCapacity": True, "nodeRepair": True}
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/k/ecr/karpenter/controller"
    assert values["controller"]["image"]["repository"] == image
    assert values["nodeSelector"] == {"evenkeel.dev/pool": "system"}
    association = recording.inputs("aws:eks/podIdentityAssociation:PodIdentityAssociation")
    assert association["serviceAccount"] == values["serviceAccount"]["name"]
    assert association["namespace"] == release["namespace"]


def test_node_pools_that_depend_on_the_release_go_before_role_queue_and_access(record: Record) -> None:
    def program() -> None:
        args = KarpenterArgs(
            account_id="123456789012",
            region="us-east-1",
            cluster_name="evenkeel-test",
            chart=pinned_chart("karpenter"),
            namespace="karpenter",
            replicas=1,
            images=ImageLocation(),
            volume_key_arn=KEY,
            image_repository_arns=[],
            feature_gates={},
            zonal_shift=False,
            node_debugging=False,
            tags={},
        )
        karpenter = Karpenter("karpenter", args)
        options = pulumi.ResourceOptions(depends_on=[karpenter.release])
        pulumi.CustomResource("kubernetes:karpenter.sh/v1:NodePool", "pool", {"kind": "NodePool"}, options)

    recording = record(program)
    by_urn = {resource.urn: resource for resource in recording.plan.resources}
    pool = recording.of_type("kubernetes:karpenter.sh/v1:NodePool")[0]
    release = recording.of_type(RELEASE)[0]
    assert release.urn in pool.dependencies
    needed = {by_urn[urn].type for urn in release.dependencies}
    assert {
        "aws:eks/accessEntry:AccessEntry",
        "aws:eks/podIdentityAssociation:PodIdentityAssociation",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:sqs/queuePolicy:QueuePolicy",
        "kubernetes:core/v1:Namespace",
    } <= needed
