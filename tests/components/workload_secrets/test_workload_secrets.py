"""Secrets reach pods through Secrets Manager or as Kubernetes Secrets, never in clear."""

import fnmatch
import json
from typing import Any

import pulumi
import pytest

from components.workload_secrets import (
    AwsSecretStore,
    SecretReference,
    SecretValue,
    WorkloadSecrets,
    WorkloadSecretsArgs,
    reader_role_pattern,
)
from evenkeel.model import Secret
from evenkeel.plan import dumps
from tests.components.conftest import Record

ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:hub-AbCdEf"
ROLE = "arn:aws:iam::123456789012:role/external-secrets"
KEY = "arn:aws:kms:us-east-1:123456789012:key/1"
STORE = AwsSecretStore(
    account_id="123456789012",
    region="us-east-1",
    cluster_name="chat",
    key_arn=KEY,
    controller_role_arn=ROLE,
    refresh_interval="1h",
    recovery_window_days=7,
    protect=True,
)
TOKEN = SecretReference(name="hub", key="token", arn=ARN, property="huggingface")
EXTERNAL = "kubernetes:external-secrets.io/v1:ExternalSecret"
CLEAR = "made-up-" + "value"


def made(
    *, store: AwsSecretStore | None = STORE, references: list[SecretReference] | None = None, values: int = 0
) -> WorkloadSecrets:
    keys = [SecretValue(name="api", key=f"key-{index}", value=CLEAR) for index in range(values)]
    args = WorkloadSecretsArgs(
        namespace="serving", store=store, references=references or [], values=keys, tags={"team": "chat"}
    )
    return WorkloadSecrets("secrets", args)


def statements(recording: Any, name: str) -> dict[str, Any]:
    policy = recording.inputs("aws:iam/rolePolicy:RolePolicy", name)["policy"]
    return {statement["Sid"]: statement for statement in policy["Statement"]}


def test_reference_becomes_an_external_secret_that_is_waited_for(record: Record) -> None:
    external = record(lambda: made(references=[TOKEN])).inputs(EXTERNAL)
    assert external["spec"]["data"] == [
        {"secretKey": "token", "remoteRef": {"key": ARN, "property": "huggingface"}},
    ]
    assert external["spec"]["target"]["name"] == "hub"
    assert external["metadata"]["annotations"] == {"pulumi.com/waitFor": "condition=Ready"}


def test_operator_assumes_a_role_that_reads_exactly_these_secrets(record: Record) -> None:
    recording = record(lambda: made(references=[TOKEN]))
    reading = statements(recording, "secrets-reader-policy")
    assert reading["ReadSecrets"]["Resource"] == [ARN]
    assert reading["Decrypt"]["Resource"] == [KEY]
    role = recording.inputs("aws:iam/role:Role")
    assert role["assumeRolePolicy"]["Statement"][0]["Principal"] == {"AWS": [ROLE]}
    pattern = reader_role_pattern("123456789012", "chat")
    assert fnmatch.fnmatchcase(f"arn:aws:iam::123456789012:role{role['path']}any-name", pattern)
    store = recording.inputs("kubernetes:external-secrets.io/v1:SecretStore")["spec"]["provider"]["aws"]
    assert set(store) == {"service", "region", "role"}


def test_value_goes_through_secrets_manager_under_our_key(record: Record) -> None:
    recording = record(lambda: made(values=1))
    secret = recording.inputs("aws:secretsmanager/secret:Secret")
    assert (secret["kmsKeyId"], secret["recoveryWindowInDays"], secret["tags"]) == (KEY, 7, {"team": "chat"})
    assert recording.of_type("aws:secretsmanager/secret:Secret")[0].protect
    version = recording.inputs("aws:secretsmanager/secretVersion:SecretVersion")
    assert isinstance(version["secretString"], Secret)
    assert recording.of_type("kubernetes:core/v1:Secret") == []


def test_keys_of_one_secret_share_one_external_secret(record: Record) -> None:
    recording = record(lambda: made(values=2))
    assert [entry["secretKey"] for entry in recording.inputs(EXTERNAL)["spec"]["data"]] == ["key-0", "key-1"]


@pytest.mark.parametrize("store", [STORE, None], ids=["on AWS", "elsewhere"])
def test_value_never_stands_in_a_plan(record: Record, store: AwsSecretStore | None) -> None:
    document = dumps(record(lambda: made(store=store, values=1)).plan)
    assert "key-0" in json.dumps(json.loads(document))
    assert CLEAR not in document


def test_value_without_an_operator_is_a_kubernetes_secret(record: Record) -> None:
    recording = record(lambda: made(store=None, values=2))
    assert recording.names("kubernetes:core/v1:Secret") == ["secrets-secret-api"]
    data = recording.inputs("kubernetes:core/v1:Secret")["stringData"]
    assert all(isinstance(data[key], Secret) for key in ("key-0", "key-1"))
    assert recording.of_type(EXTERNAL) == []


def test_reference_without_an_operator_is_refused(record: Record) -> None:
    with pytest.raises(pulumi.RunError, match=r"secret hub: refers to Secrets Manager.*name a Kubernetes Secret"):
        record(lambda: made(store=None, references=[TOKEN]))


def test_key_given_twice_is_refused(record: Record) -> None:
    with pytest.raises(pulumi.RunError, match="secret hub: key 'token' is given twice"):
        record(lambda: made(references=[TOKEN, TOKEN]))


def test_no_secrets_make_no_role(record: Record) -> None:
    assert record(made).of_type("aws:iam/role:Role") == []
