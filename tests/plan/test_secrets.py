"""Secrets are marked in a plan and never written."""

from __future__ import annotations

import json
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from evenkeel.model import REDACTED, UNKNOWN, Secret
from evenkeel.plan import credentials, dumps, loads
from tests.plan.programs import named, record


def test_secret_output_is_marked_and_its_text_not_written() -> None:
    def program() -> None:
        aws.ssm.Parameter("p", type="SecureString", value=pulumi.Output.secret("hush-hush"))
        pulumi.export("nested", {"a": pulumi.Output.secret({"b": ["hush-hush"]})})

    plan = record(program)
    assert named(plan, "p").inputs["value"] == Secret("hush-hush")
    text = dumps(plan)
    assert "hush" not in text
    assert named(loads(text), "p").inputs["value"] == Secret(REDACTED)


def test_secret_joined_with_an_unknown_is_a_secret_unknown() -> None:
    def program() -> None:
        bucket = aws.s3.Bucket("b")
        pulumi.export("both", pulumi.Output.concat(pulumi.Output.secret("hush"), bucket.arn))

    plan = record(program)
    assert plan.outputs == {"both": Secret(UNKNOWN)}
    assert loads(dumps(plan)).outputs == {"both": Secret(UNKNOWN)}


def test_secret_policy_text_stays_secret() -> None:
    def program() -> None:
        document: Any = {
            "Version": "2012-10-17",
            "Statement": [{"Sid": pulumi.Output.secret("hush"), "Effect": "Deny"}],
        }
        pulumi.export("text", aws.iam.Policy("p", policy=document).policy)

    plan = record(program)
    assert isinstance(plan.outputs["text"], Secret)
    assert "hush" not in dumps(plan)


def test_additional_secret_outputs_hide_inputs_too() -> None:
    options = pulumi.ResourceOptions(additional_secret_outputs=["value"])
    plan = record(lambda: aws.ssm.Parameter("p", type="String", value="hush", opts=options))
    assert named(plan, "p").inputs["value"] == Secret("hush")
    assert named(plan, "p").outputs["value"] == Secret("hush")
    assert "hush" not in dumps(plan)


def test_kubernetes_secret_hides_its_values_but_not_its_keys() -> None:
    document = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}, "stringData": {"user": "hush"}}
    plan = record(lambda: pulumi.CustomResource("kubernetes:core/v1:Secret", "s", document))
    assert named(plan, "s").inputs["stringData"] == {"user": Secret("hush")}
    assert "hush" not in dumps(plan)


def test_secret_configuration_without_its_value_gets_a_placeholder() -> None:
    def program() -> None:
        pulumi.export("key", pulumi.Config("shop").require_secret("apiKey"))

    plan = record(program, secret_keys=["shop:apiKey"])
    assert plan.outputs == {"key": Secret(REDACTED)}


def test_secret_configuration_of_a_provider_is_secret_in_it() -> None:
    plan = record(lambda: aws.s3.Bucket("b"), config={"aws:token": "hush"}, secret_keys=["aws:token"])
    assert named(plan, "default_7_51_1").inputs["token"] == Secret("hush")
    assert "hush" not in dumps(plan)


def test_asset_with_a_credential_is_hidden() -> None:
    key = "-----BEGIN " + "PRIVATE KEY-----\nhush"
    archive: dict[str, pulumi.Asset | pulumi.Archive] = {"a": pulumi.StringAsset("fine"), "b": pulumi.StringAsset(key)}
    plan = record(lambda: pulumi.CustomResource("tests:index:X", "x", {"files": pulumi.AssetArchive(archive)}))
    assert isinstance(named(plan, "x").inputs["files"], Secret)
    assert "hush" not in dumps(plan)


def test_variable_with_a_credential_name_is_hidden() -> None:
    container = {"name": "c", "image": "i", "env": [{"name": "HF_TOKEN", "value": "hush"}, {"name": "A", "value": "b"}]}
    document = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [container]}}
    plan = record(lambda: pulumi.CustomResource("kubernetes:core/v1:Pod", "p", document))
    text = dumps(plan)
    assert "hush" not in text
    assert '{"name":"A","value":"b"}' in text


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("password", "hunter22"),
        ("authToken", "abcdefgh"),
        ("SecretString", "abcdefgh"),
        ("data", "-----BEGIN " + "RSA PRIVATE KEY-----\nabc"),
        ("userData", "export AWS_ACCESS_KEY_ID=AKIA" + "ABCDEFGHIJKLMNOP"),
        ("url", "postgres://user:" + "pass@host/db"),
        ("values", json.dumps({"a": [{"token": "abc"}]})),
        ("kubeconfig", "users:\n- user:\n    token: " + "abc"),
        ("text", "hf_" + "a" * 34),
    ],
)
def test_text_that_is_a_credential_is_hidden(key: str, text: str) -> None:
    plan = record(lambda: pulumi.CustomResource("tests:index:X", "x", {key: text}))
    assert named(plan, "x").inputs == {key: Secret(text)}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("passwordSecretName", "database"),
        ("secretKey", "token"),
        ("httpTokens", "required"),
        ("password", "arn:aws:secretsmanager:us-east-1:123456789012:secret:x"),
        ("password", "$(PASSWORD)"),
        ("endpoint", "https://api.example.com:8443/v1?x=a@b"),
        ("policy", '{"Version":"2012-10-17","Statement":[{"Action":"sts:GetSessionToken"}]}'),
        ("description", "The token: how to get one"),
    ],
)
def test_text_that_only_names_a_credential_is_shown(key: str, text: str) -> None:
    assert not credentials.held_by(key, text)
    assert not credentials.looks_like_one(text)
