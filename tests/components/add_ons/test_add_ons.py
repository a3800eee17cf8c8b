from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

import pytest

from components.add_ons import (
    ExternalSecrets,
    ExternalSecretsArgs,
    ExternalSecretsIdentityArgs,
    Keda,
    KedaArgs,
    KedaIdentityArgs,
    LeaderWorkerSetController,
    LeaderWorkerSetControllerArgs,
    LoadBalancerController,
    LoadBalancerControllerArgs,
    pinned_chart,
)
from components.images import ImageLocation
from evenkeel.catalogue.versions import UnknownVersionError
from tests.components.conftest import Record, Recording

RELEASE = "kubernetes:helm.sh/v3:Release"
POLICY = "aws:iam/rolePolicy:RolePolicy"
MIRROR = ImageLocation(fallback="registry.example.com/mirror")
READERS = "arn:aws:iam::123456789012:role/evenkeel/evenkeel-test/secrets/*"


def keda(*, on_system_nodes: bool = True, identity: KedaIdentityArgs | None = None) -> Keda:
    return Keda(
        "keda",
        KedaArgs(
            chart=pinned_chart("keda"),
            namespace="keda",
            replicas=2,
            images=MIRROR,
            on_system_nodes=on_system_nodes,
            identity=identity,
        ),
    )


def leader_worker_set(*, on_system_nodes: bool = True) -> LeaderWorkerSetController:
    return LeaderWorkerSetController(
        "lws",
        LeaderWorkerSetControllerArgs(
            chart=pinned_chart("lws"),
            namespace="lws-system",
            replicas=2,
            images=MIRROR,
            on_system_nodes=on_system_nodes,
        ),
    )


def external_secrets(
    *, on_system_nodes: bool = True, identity: ExternalSecretsIdentityArgs | None = None
) -> ExternalSecrets:
    return ExternalSecrets(
        "secrets",
        ExternalSecretsArgs(
            chart=pinned_chart("external-secrets"),
            namespace="external-secrets",
            replicas=2,
            images=MIRROR,
            on_system_nodes=on_system_nodes,
            identity=identity,
        ),
    )


def load_balancer_controller() -> LoadBalancerController:
    return LoadBalancerController(
        "balancers",
        LoadBalancerControllerArgs(
            account_id="123456789012",
            region="us-east-1",
            cluster_name="evenkeel-test",
            vpc_id="vpc-1",
            chart=pinned_chart("aws-load-balancer-controller"),
            namespace="aws-load-balancer-controller",
            replicas=2,
            images=MIRROR,
            tags={},
        ),
    )


ALL: list[Callable[[], object]] = [keda, leader_worker_set, external_secrets, load_balancer_controller]


def every(recording: Recording, token: str) -> list[Any]:
    return [cast("Any", resource.inputs) for resource in recording.of_type(token)]


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in cast("dict[str, Any]", value).values() for text in strings(item)]
    if isinstance(value, list):
        return [text for item in cast("list[Any]", value) for text in strings(item)]
    return [value] if isinstance(value, str) else []


def statements(recording: Recording, name: str) -> dict[str, Any]:
    return {s["Sid"]: s for s in recording.inputs(POLICY, name)["policy"]["Statement"]}


@pytest.mark.parametrize("add_on", ALL)
def test_release_comes_up_whole_or_not_at_all_in_its_own_restricted_namespace(
    record: Record, add_on: Callable[[], object]
) -> None:
    recording = record(add_on)
    release = recording.inputs(RELEASE)
    assert re.fullmatch(r"\d+\.\d+\.\d+", release["version"])
    assert release["atomic"] is True
    assert release["cleanupOnFail"] is True
    assert release["skipAwait"] is False
    assert release["skipCrds"] is True
    assert release["createNamespace"] is False
    assert release["timeout"] == 600
    namespace = recording.of_type("kubernetes:core/v1:Namespace")[0]
    metadata = every(recording, "kubernetes:core/v1:Namespace")[0]["metadata"]
    assert metadata["name"] == release["namespace"]
    assert metadata["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    assert namespace.urn in recording.of_type(RELEASE)[0].dependencies


@pytest.mark.parametrize("add_on", ALL)
def test_images_come_from_the_mirror(record: Record, add_on: Callable[[], object]) -> None:
    values = record(add_on).inputs(RELEASE)["values"]
    assert [text for text in strings(values) if text.startswith("registry.example.com/mirror/")]
    assert not [text for text in strings(values) if text.startswith(("ghcr.io", "registry.k8s.io", "public.ecr.aws"))]


def test_charts_leave_out_the_definitions_that_they_template(record: Record) -> None:
    assert record(keda).inputs(RELEASE)["values"]["crds"] == {"install": False}
    assert record(external_secrets).inputs(RELEASE)["values"]["installCRDs"] is False


@pytest.mark.parametrize("add_on", [keda, leader_worker_set, external_secrets])
def test_on_a_cluster_without_aws_nothing_of_aws_is_made_and_pods_run_anywhere(
    record: Record, add_on: Callable[..., object]
) -> None:
    recording = record(lambda: add_on(on_system_nodes=False))
    assert not [resource.type for resource in recording.plan.resources if resource.type.startswith("aws:")]
    values = recording.inputs(RELEASE)["values"]
    assert "nodeSelector" not in values
    assert "tolerations" not in values


def test_leader_worker_set_runs_the_release_not_a_branch(record: Record) -> None:
    image = record(leader_worker_set).inputs(RELEASE)["values"]["image"]["manager"]
    assert image["tag"] == "v0.9.0"


def test_external_secrets_watches_no_kind_whose_definition_is_left_out(record: Record) -> None:
    values = record(external_secrets).inputs(RELEASE)["values"]
    for key in (
        "processClusterStore",
        "processClusterExternalSecret",
        "processClusterGenerator",
        "processClusterPushSecret",
        "processPushSecret",
    ):
        assert values[key] is False
    assert values["extraArgs"] == {"enable-generator-state": "false"}


def test_external_secrets_only_assumes_the_readers_of_its_cluster(record: Record) -> None:
    identity = ExternalSecretsIdentityArgs(
        account_id="123456789012",
        region="us-east-1",
        cluster_name="evenkeel-test",
        reader_role_arns=[READERS],
        secret_arns=[],
        key_arns=[],
        tags={},
    )
    recording = record(lambda: external_secrets(identity=identity))
    found = statements(recording, "secrets-identity-policy")
    assert found == {
        "AssumeReaders": {
            "Sid": "AssumeReaders",
            "Effect": "Allow",
            "Action": ["sts:AssumeRole", "sts:TagSession"],
            "Resource": [READERS],
        }
    }
    association = recording.inputs("aws:eks/podIdentityAssociation:PodIdentityAssociation")
    assert association["serviceAccount"] == "external-secrets"
    release = recording.of_type(RELEASE)[0]
    assert recording.inputs(RELEASE)["values"]["serviceAccount"] == {"name": "external-secrets"}
    roles = {resource.urn for resource in recording.of_type("aws:iam/role:Role")}
    assert roles & set(release.dependencies)


def test_external_secrets_that_read_themselves_are_confined_to_prefix_and_key(record: Record) -> None:
    prefix = "arn:aws:secretsmanager:us-east-1:123456789012:secret:evenkeel/test/*"
    key = "arn:aws:kms:us-east-1:123456789012:key/1"
    identity = ExternalSecretsIdentityArgs(
        account_id="123456789012",
        region="us-east-1",
        cluster_name="evenkeel-test",
        reader_role_arns=[],
        secret_arns=[prefix],
        key_arns=[key],
        tags={},
    )
    found = statements(record(lambda: external_secrets(identity=identity)), "secrets-identity-policy")
    assert found["ReadSecrets"]["Resource"] == [prefix]
    assert found["DecryptSecrets"]["Condition"] == {
        "StringEquals": {"kms:ViaService": "secretsmanager.us-east-1.amazonaws.com"}
    }
    assert "AssumeReaders" not in found


def test_keda_queries_the_given_workspaces_only(record: Record) -> None:
    workspace = "arn:aws:aps:us-east-1:123456789012:workspace/ws-1"
    identity = KedaIdentityArgs(
        account_id="123456789012", cluster_name="evenkeel-test", workspace_arns=[workspace], tags={}
    )
    found = statements(record(lambda: keda(identity=identity)), "keda-identity-policy")
    assert found["QueryMetrics"]["Action"] == ["aps:QueryMetrics"]
    assert found["QueryMetrics"]["Resource"] == [workspace]


def test_load_balancer_controller_cannot_make_or_delete_anything(record: Record) -> None:
    found = statements(record(load_balancer_controller), "balancers-identity-policy")
    actions = [action for statement in found.values() for action in statement["Action"]]
    assert not [action for action in actions if re.search(r":(Create|Delete|Modify|Set|Add|Remove|Associate)", action)]
    rules = found["LetBalancersIn"]
    assert rules["Condition"]["StringEquals"] == {"aws:ResourceTag/kubernetes.io/cluster/evenkeel-test": "owned"}
    targets = found["RegisterPods"]
    assert targets["Resource"] == ["arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/*"]


def test_load_balancer_controller_is_told_what_it_cannot_ask_the_instance(record: Record) -> None:
    values = record(load_balancer_controller).inputs(RELEASE)["values"]
    assert (values["region"], values["vpcId"], values["clusterName"]) == ("us-east-1", "vpc-1", "evenkeel-test")
    assert values["controllerConfig"]["featureGates"] == {
        "ALBGatewayAPI": False,
        "NLBGatewayAPI": False,
        "EnableServiceController": False,
    }
    assert values["createIngressClassResource"] is False


def test_a_chart_that_is_not_in_the_matrix_is_refused(record: Record) -> None:
    with pytest.raises(UnknownVersionError, match="no chart 'argo'"):
        record(lambda: pinned_chart("argo"))
