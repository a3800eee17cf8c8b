from __future__ import annotations

import dataclasses
import json
from typing import Any, cast

import pulumi
import pytest

from components.cluster import Cluster, ClusterArgs, ControlPlaneArgs, SystemNodesArgs, add_on_names
from evenkeel.catalogue.versions import version_matrix
from evenkeel.model import UNKNOWN, Secret
from tests.components.conftest import Record, Recording

KEY = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
MATRIX = version_matrix()
SUBNETS: list[pulumi.Input[str]] = ["subnet-0a", "subnet-0b"]


def plane_args(**changes: Any) -> ControlPlaneArgs:
    args = ControlPlaneArgs(
        cluster_name="evenkeel-test",
        kubernetes_version=MATRIX.default_kubernetes,
        support="STANDARD",
        subnet_ids=SUBNETS,
        service_cidr="172.20.0.0/16",
        private_endpoint=True,
        public_endpoint_cidrs=[],
        admin_arns=["arn:aws:iam::123456789012:role/platform/deployer"],
        secrets_key_arn=KEY,
        log_key_arn=KEY,
        log_retention_days=30,
        zonal_shift=True,
        deletion_protection=True,
        protect=True,
        tags={"stack": "test"},
    )
    return dataclasses.replace(args, **changes)


def cluster_args(**changes: Any) -> ClusterArgs:
    args = ClusterArgs(
        account_id="123456789012",
        region="us-east-1",
        control_plane=plane_args(),
        node_subnet_ids=SUBNETS,
        system_nodes=SystemNodesArgs(
            instance_types=["m7g.large"],
            image_type="AL2023_ARM_64_STANDARD",
            image_release=MATRIX.node_image("al2023").release(MATRIX.default_kubernetes),
            minimum=2,
            maximum=4,
            volume_gib=50,
            detailed_monitoring=False,
        ),
        volume_key_arn=KEY,
        add_on_versions=MATRIX.add_on_versions(MATRIX.default_kubernetes),
        image_repository_arns=["arn:aws:ecr:us-east-1:123456789012:repository/evenkeel/quay/*"],
        node_debugging=False,
        tags={"stack": "test"},
    )
    return dataclasses.replace(args, **changes)


def recorded(record: Record, args: ClusterArgs | None = None) -> Recording:
    return record(lambda: Cluster("main", args or cluster_args()))


def every(recording: Recording, token: str) -> list[Any]:
    return [cast("Any", resource.inputs) for resource in recording.of_type(token)]


def closure(recording: Recording, urn: str) -> set[str]:
    by_urn = {resource.urn: resource for resource in recording.plan.resources}
    found: set[str] = set()
    left = [urn]
    while left:
        for dependency in by_urn[left.pop()].dependencies:
            if dependency not in found and dependency in by_urn:
                found.add(dependency)
                left.append(dependency)
    return {by_urn[found_urn].name for found_urn in found}


def test_control_plane_is_private_logged_encrypted_and_only_for_named_admins(record: Record) -> None:
    recording = recorded(record)
    cluster = recording.inputs("aws:eks/cluster:Cluster")
    assert cluster["vpcConfig"]["endpointPrivateAccess"] is True
    assert cluster["vpcConfig"]["endpointPublicAccess"] is False
    assert "publicAccessCidrs" not in cluster["vpcConfig"]
    assert set(cluster["enabledClusterLogTypes"]) == {
        "api",
        "audit",
        "authenticator",
        "controllerManager",
        "scheduler",
    }
    assert cluster["encryptionConfig"] == {"provider": {"keyArn": KEY}, "resources": ["secrets"]}
    assert cluster["accessConfig"] == {
        "authenticationMode": "API",
        "bootstrapClusterCreatorAdminPermissions": False,
    }
    assert cluster["bootstrapSelfManagedAddons"] is False
    assert cluster["upgradePolicy"] == {"supportType": "STANDARD"}
    assert cluster["deletionProtection"] is True
    entry = recording.inputs("aws:eks/accessEntry:AccessEntry")
    assert entry["principalArn"] == "arn:aws:iam::123456789012:role/platform/deployer"
    policy = recording.inputs("aws:eks/accessPolicyAssociation:AccessPolicyAssociation")
    assert policy["policyArn"].endswith("AmazonEKSClusterAdminPolicy")
    assert policy["accessScope"] == {"type": "cluster"}


def test_networks_that_may_come_from_outside_open_the_public_endpoint_to_them_alone(record: Record) -> None:
    args = cluster_args(control_plane=plane_args(public_endpoint_cidrs=["203.0.113.0/24"]))
    vpc = recorded(record, args).inputs("aws:eks/cluster:Cluster")["vpcConfig"]
    assert vpc["endpointPublicAccess"] is True
    assert vpc["publicAccessCidrs"] == ["203.0.113.0/24"]


def test_log_group_comes_before_the_cluster_that_would_make_its_own(record: Record) -> None:
    recording = recorded(record)
    group = recording.inputs("aws:cloudwatch/logGroup:LogGroup")
    assert group["name"] == "/aws/eks/evenkeel-test/cluster"
    assert group["kmsKeyId"] == KEY
    assert group["retentionInDays"] == 30
    cluster = recording.of_type("aws:eks/cluster:Cluster")[0]
    assert "main-control-plane-logs" in closure(recording, cluster.urn)


def test_cluster_and_logs_are_protected_as_told(record: Record) -> None:
    for protect in (True, False):
        recording = recorded(record, cluster_args(control_plane=plane_args(protect=protect)))
        for token in ("aws:eks/cluster:Cluster", "aws:cloudwatch/logGroup:LogGroup"):
            assert recording.of_type(token)[0].protect is protect


def test_two_admins_of_the_same_role_name_do_not_clash(record: Record) -> None:
    arns = [
        "arn:aws:iam::123456789012:role/admin",
        "arn:aws:iam::210987654321:role/admin",
        "arn:aws:iam::210987654321:role/platform/admin",
    ]
    recording = recorded(record, cluster_args(control_plane=plane_args(admin_arns=arns)))
    assert len(set(recording.names("aws:eks/accessEntry:AccessEntry"))) == len(arns)


def test_add_ons_are_pinned_by_the_matrix_and_keep_their_settings(record: Record) -> None:
    recording = recorded(record)
    add_ons = {r["addonName"]: r for r in every(recording, "aws:eks/addon:Addon")}
    assert {name: inputs["addonVersion"] for name, inputs in add_ons.items()} == MATRIX.add_on_versions("1.36")
    assert {inputs["resolveConflictsOnUpdate"] for inputs in add_ons.values()} == {"OVERWRITE"}
    network = json.loads(add_ons["vpc-cni"]["configurationValues"])
    assert network["enableNetworkPolicy"] == "true"
    assert network["env"]["ENABLE_PREFIX_DELEGATION"] == "true"
    assert json.loads(add_ons["coredns"]["configurationValues"])["nodeSelector"] == {"evenkeel.dev/pool": "system"}
    assert "configurationValues" not in add_ons["kube-proxy"]


def test_nodes_come_after_what_makes_them_ready_and_before_what_runs_on_them(record: Record) -> None:
    recording = recorded(record)
    by_name = {resource.name: resource.urn for resource in recording.plan.resources}
    before_nodes = closure(recording, by_name["main-system-nodes"])
    assert {"main-vpc-cni", "main-kube-proxy", "main-eks-pod-identity-agent"} <= before_nodes
    for add_on in ("coredns", "aws-ebs-csi-driver", "metrics-server"):
        assert "main-system-nodes" in closure(recording, by_name[f"main-{add_on}"])
        assert f"main-{add_on}" not in before_nodes


def test_network_plugin_and_volume_driver_have_roles_of_their_own(record: Record) -> None:
    recording = recorded(record)
    associations = {
        r["serviceAccount"]: r for r in every(recording, "aws:eks/podIdentityAssociation:PodIdentityAssociation")
    }
    assert set(associations) == {"aws-node", "ebs-csi-controller-sa"}
    assert {inputs["namespace"] for inputs in associations.values()} == {"kube-system"}
    attached = [r["policyArn"] for r in every(recording, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")]
    assert "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy" in attached
    assert "arn:aws:iam::aws:policy/AmazonEBSCSIDriverPolicyV2" in attached
    by_name = {resource.name: resource.urn for resource in recording.plan.resources}
    assert "main-vpc-cni-role-pods-association" in closure(recording, by_name["main-vpc-cni"])


def test_node_role_can_join_pull_and_fill_the_cache_and_nothing_else(record: Record) -> None:
    recording = recorded(record)
    attached = {
        cast("str", r.inputs["policyArn"]).rpartition("/")[2]
        for r in recording.of_type("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        if r.name.startswith("main-system-node-")
    }
    assert attached == {"AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"}
    policy = recording.inputs("aws:iam/rolePolicy:RolePolicy", "main-system-node-policy")["policy"]
    assert {statement["Sid"]: statement["Resource"] for statement in policy["Statement"]} == {
        "DescribeSelf": ["*"],
        "FillImageCache": ["arn:aws:ecr:us-east-1:123456789012:repository/evenkeel/quay/*"],
    }


def test_sessions_on_nodes_are_possible_only_where_asked_for(record: Record) -> None:
    recording = recorded(record, cluster_args(node_debugging=True))
    attached = [r["policyArn"] for r in every(recording, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")]
    assert "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" in attached


def test_system_nodes_are_hardened_and_reserved_for_controllers(record: Record) -> None:
    recording = recorded(record)
    template = recording.inputs("aws:ec2/launchTemplate:LaunchTemplate")
    assert template["metadataOptions"] == {
        "httpEndpoint": "enabled",
        "httpTokens": "required",
        "httpPutResponseHopLimit": 1,
    }
    volume = template["blockDeviceMappings"][0]["ebs"]
    assert (volume["encrypted"], volume["volumeType"], volume["kmsKeyId"]) == ("true", "gp3", KEY)
    assert template["networkInterfaces"][0]["associatePublicIpAddress"] == "false"
    tagged = {spec["resourceType"]: spec["tags"] for spec in template["tagSpecifications"]}
    assert set(tagged) == {"instance", "volume", "network-interface"}
    assert all(tags == {"stack": "test", "Name": "evenkeel-test-system"} for tags in tagged.values())
    group = recording.inputs("aws:eks/nodeGroup:NodeGroup")
    assert group["taints"] == [{"key": "CriticalAddonsOnly", "value": "true", "effect": "NO_SCHEDULE"}]
    assert group["releaseVersion"].startswith("1.36.")
    assert group["scalingConfig"] == {"minSize": 2, "maxSize": 4, "desiredSize": 2}


def test_kubeconfig_is_a_secret_that_is_unknown_until_the_cluster_exists(record: Record) -> None:
    def program() -> None:
        cluster = Cluster("main", cluster_args())
        pulumi.CustomResource("test:index:Sink", "sink", {"kubeconfig": cluster.kubeconfig})

    found = record(program).inputs("test:index:Sink")["kubeconfig"]
    assert found in (UNKNOWN, Secret(UNKNOWN))


def test_an_add_on_without_a_version_is_refused_by_name(record: Record) -> None:
    versions = {name: "v1" for name in add_on_names() if name != "coredns"}
    with pytest.raises(pulumi.RunError, match="no version of coredns"):
        recorded(record, cluster_args(add_on_versions=versions))
