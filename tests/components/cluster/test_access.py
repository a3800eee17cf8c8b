from __future__ import annotations

import json

import pulumi
import yaml

from components.cluster import (
    DefaultStorageClass,
    DefaultStorageClassArgs,
    EksEndpointArgs,
    crd_provider,
    eks_kubeconfig,
    kubernetes_provider,
)
from evenkeel.model import Secret
from tests.components.conftest import Record


def test_kubeconfig_holds_no_credential_and_asks_the_aws_cli_for_one(record: Record) -> None:
    def program() -> None:
        kubeconfig = eks_kubeconfig(
            EksEndpointArgs(
                cluster_name="main",
                region="eu-west-1",
                endpoint="https://example.invalid",
                certificate_authority="Q0E=",
            )
        )
        pulumi.CustomResource("test:index:Sink", "sink", {"kubeconfig": kubeconfig})

    found = record(program).inputs("test:index:Sink")["kubeconfig"]
    assert isinstance(found, Secret)
    parsed = yaml.safe_load(str(found.value))
    user = parsed["users"][0]["user"]
    assert set(user) == {"exec"}
    assert user["exec"]["command"] == "aws"
    assert user["exec"]["args"][:2] == ["--region", "eu-west-1"]
    assert parsed["clusters"][0]["cluster"]["server"] == "https://example.invalid"
    assert json.loads(str(found.value)) == parsed


def test_only_the_definitions_provider_takes_over_what_exists(record: Record) -> None:
    def program() -> None:
        kubernetes_provider("objects", context="kind-test")
        crd_provider("definitions", context="kind-test")

    recording = record(program)
    objects = recording.inputs("pulumi:providers:kubernetes", "objects")
    definitions = recording.inputs("pulumi:providers:kubernetes", "definitions")
    assert objects["enableServerSideApply"] == definitions["enableServerSideApply"] == "true"
    assert "upsertExistingObjects" not in objects
    assert definitions["upsertExistingObjects"] == "true"
    assert objects["context"] == "kind-test"


def test_default_storage_class_is_encrypted_and_waits_for_the_pods_zone(record: Record) -> None:
    args = DefaultStorageClassArgs(name="gp3", volume_key_arn="arn:aws:kms:us-east-1:123456789012:key/1")
    found = record(lambda: DefaultStorageClass("storage", args)).inputs("kubernetes:storage.k8s.io/v1:StorageClass")
    assert found["metadata"]["annotations"] == {"storageclass.kubernetes.io/is-default-class": "true"}
    assert found["parameters"]["encrypted"] == "true"
    assert found["parameters"]["kmsKeyId"].endswith(":key/1")
    assert found["volumeBindingMode"] == "WaitForFirstConsumer"
