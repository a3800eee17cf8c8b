"""A key's policy is known before anything exists, and names who may use it."""

import json

import pytest

from components.encryption import SERVICES, EncryptionKey, EncryptionKeyArgs, key_policy
from tests.components.conftest import Record

ACCOUNT = "123456789012"


def _args(services: list[str], *, protect: bool = True) -> EncryptionKeyArgs:
    return EncryptionKeyArgs(
        alias="evenkeel-test-models",
        description="Models",
        account_id=ACCOUNT,
        region="eu-west-1",
        services=services,
        deletion_window_days=30,
        protect=protect,
        tags={"environment": "test"},
    )


def test_new_key_rotates_is_protected_and_has_an_alias(record: Record) -> None:
    recording = record(lambda: EncryptionKey("models-key", _args(["s3"])))
    key = recording.inputs("aws:kms/key:Key")
    assert key["enableKeyRotation"] is True
    assert key["deletionWindowInDays"] == 30
    assert key["region"] == "eu-west-1"
    assert recording.of_type("aws:kms/key:Key")[0].protect
    assert recording.inputs("aws:kms/alias:Alias")["name"] == "alias/evenkeel-test-models"


def test_unprotected_key_can_be_deleted(record: Record) -> None:
    recording = record(lambda: EncryptionKey("models-key", _args([], protect=False)))
    assert not recording.of_type("aws:kms/key:Key")[0].protect


def test_key_policy_is_known_text_at_preview(record: Record) -> None:
    recording = record(lambda: EncryptionKey("models-key", _args(["logs"])))
    policy = json.loads(recording.inputs("aws:kms/key:Key")["policy"])
    logs = next(s for s in policy["Statement"] if s["Sid"] == "EncryptLogGroups")
    assert logs["Principal"] == {"Service": ["logs.eu-west-1.amazonaws.com"]}
    groups = {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:eu-west-1:{ACCOUNT}:*"}}
    assert logs["Condition"] == groups


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_no_service_lets_everybody_in(service: str) -> None:
    statements = json.loads(key_policy(ACCOUNT, "eu-west-1", [service]))["Statement"]
    assert len(statements) > 1, "the service gets no statement of its own"
    for statement in statements:
        assert statement["Principal"] != "*"
        assert "*" not in statement["Principal"].get("AWS", [])
        root_only = statement["Sid"] == "LetIamDecide"
        named_role = any(":role/" in arn for arn in statement["Principal"].get("AWS", []))
        assert root_only or named_role or statement["Condition"], f"{statement['Sid']} has no condition"


def test_only_named_services_are_let_in() -> None:
    statements = json.loads(key_policy(ACCOUNT, "eu-west-1", ["s3"]))["Statement"]
    assert [statement["Sid"] for statement in statements] == ["LetIamDecide", "UseThroughS3"]
    assert statements[1]["Condition"]["StringEquals"]["kms:ViaService"] == ["s3.eu-west-1.amazonaws.com"]


def test_policy_is_the_same_whatever_the_order_of_services() -> None:
    first = key_policy(ACCOUNT, "eu-west-1", ["s3", "logs", "s3"])
    assert first == key_policy(ACCOUNT, "eu-west-1", ["logs", "s3"])


def test_unknown_service_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"services: dynamodb .* use .*elasticache"):
        key_policy(ACCOUNT, "eu-west-1", ["dynamodb"])
