"""What looks like a credential is refused wherever it stands, and never repeated."""

from __future__ import annotations

import secrets
import string
from pathlib import Path
from typing import Any

import pytest

from evenkeel.sizing import load_platform, load_stack_file
from evenkeel.spec import SpecError, read_stack_file

BASE: dict[str, Any] = {
    "environment": "dev",
    "target": {
        "kind": "aws",
        "accountId": "123456789012",
        "region": "us-east-1",
        "zones": ["us-east-1a", "us-east-1b"],
    },
}


def fake(prefix: str, length: int) -> str:
    return prefix + "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(length))


def serving(**keys: Any) -> dict[str, Any]:
    pool = {"name": "gpu", "purpose": "inference", "instanceTypes": ["g6.xlarge"], "max": {"nodes": 2}}
    entry = {
        "name": "chat",
        "model": {"name": "Qwen2.5-7B-Instruct"},
        "pool": "gpu",
        "engine": {"maxModelLen": 8192},
        **keys,
    }
    return {**BASE, "nodePools": [pool], "serving": [entry]}


@pytest.mark.parametrize(
    "place",
    ["apiKey", "config", "arn", "tag", "argument", "value", "account", "unknown"],
)
@pytest.mark.parametrize(("prefix", "length"), [("hf_", 34), ("AKIA", 16), ("sk-", 40), ("ghp_", 36)])
def test_credential_in_any_place_is_refused_and_not_shown(place: str, prefix: str, length: int) -> None:
    token = fake(prefix, length)
    mappings: dict[str, dict[str, Any]] = {
        "apiKey": serving(apiKey=token),
        "config": serving(apiKey={"config": token}),
        "arn": serving(apiKey={"secretsManagerArn": token}),
        "tag": {**BASE, "tags": {"token": token}},
        "argument": serving(engine={"maxModelLen": 8192, "arguments": [f"--token={token}"]}),
        "value": serving(apiKey={"value": token}),
        "account": {**BASE, "target": {**BASE["target"], "accountId": token}},
        "unknown": serving(modelToken=token),
    }
    with pytest.raises(SpecError) as caught:
        load_platform(mappings[place])
    assert token not in str(caught.value)
    assert token not in repr(caught.value.problems)


def test_short_password_in_a_secret_field_is_not_shown() -> None:
    with pytest.raises(SpecError) as caught:
        load_platform(serving(apiKey={"secretsManagerArn": "hunter22", "config": "a b"}))
    assert "hunter22" not in str(caught.value)
    assert "[hidden]" in str(caught.value)


def test_number_as_a_secret_is_not_shown() -> None:
    with pytest.raises(SpecError) as caught:
        load_platform(serving(apiKey=48151623))
    assert "48151623" not in str(caught.value)


def test_secret_configuration_that_is_encrypted_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "Pulumi.dev.yaml"
    path.write_text(
        """
config:
  evenkeel:chatKey: {secure: AAABAEncryptedByPulumi}
  evenkeel:platform:
    environment: dev
    target: {kind: aws, accountId: "123456789012", region: us-east-1, zones: [us-east-1a, us-east-1b]}
    nodePools: [{name: gpu, purpose: inference, instanceTypes: [g6.xlarge], max: {nodes: 2}}]
    serving:
      - {name: chat, pool: gpu, model: {name: Qwen2.5-7B-Instruct}, engine: {maxModelLen: 8192},
         apiKey: {config: chatKey}}
"""
    )
    stack = read_stack_file(path)
    assert stack.secret_keys == {"evenkeel:chatKey"}
    api_key = load_stack_file(stack).serving[0].api_key
    assert api_key is not None
    assert api_key.config == "chatKey"
