from __future__ import annotations

import base64
import json
import secrets
import string
from collections.abc import Callable
from typing import Any

import pytest

from evenkeel.model import UNKNOWN, Secret
from evenkeel.report import redacted


def letters(count: int, alphabet: str = string.ascii_letters + string.digits) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(count))


def base64url(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


CREDENTIALS: dict[str, Callable[[], str]] = {
    "AWS access key": lambda: "AKIA" + letters(16, string.ascii_uppercase),
    "AWS session key": lambda: "ASIA" + letters(16, string.ascii_uppercase),
    "Hugging Face token": lambda: "hf_" + letters(34),
    "GitHub token": lambda: "ghp_" + letters(36),
    "Slack token": lambda: "xoxb-" + letters(24),
    "OpenAI key": lambda: "sk-" + letters(40),
    "web token": lambda: ".".join((base64url({"alg": "HS256"}), base64url({"sub": letters(9)}), letters(43))),
    "private key": lambda: "\n".join(
        ("-----BEGIN RSA PRIVATE" + " KEY-----", letters(64), letters(64), "-----END RSA PRIVATE" + " KEY-----")
    ),
}


SURROUNDINGS: dict[str, Callable[[str], Any]] = {
    "alone": lambda text: text,
    "nested": lambda text: {"spec": {"containers": [{"args": ["serve", text]}]}},
    "in JSON in JSON": lambda text: json.dumps({"outer": json.dumps({"inner": [text]})}),
    "in a text": lambda text: f"a line before\nCREDENTIAL {text} and after",
    "in an annotation": lambda text: {"annotations": {"note": f"see {text}"}},
}


@pytest.mark.parametrize("kind", CREDENTIALS)
@pytest.mark.parametrize("place", SURROUNDINGS)
def test_credential_by_its_form_is_hidden_wherever_it_stands(kind: str, place: str) -> None:
    fake = CREDENTIALS[kind]()
    shown = str(redacted(SURROUNDINGS[place](fake)))
    assert all(line not in shown for line in fake.splitlines() if "-----" not in line)
    assert "[secret]" in shown


@pytest.mark.parametrize(
    "key",
    ["password", "masterPassword", "authToken", "AUTH_TOKEN", "api-key", "apiKey", "HF_TOKEN", "secretString",
     "clientSecret", "aws_secret_access_key", "Authorization", "private_key", "connectionString", "cookie"],
)  # fmt: skip
def test_text_under_the_name_of_a_secret_is_hidden(key: str) -> None:
    fake = letters(20)
    for value in ({key: fake}, {"name": key, "value": fake}, {key: {"value": fake}}, {key: [fake]}, f"--{key}={fake}"):
        assert fake not in str(redacted(value)), value
    assert fake not in str(redacted([f"--{key}", fake]))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("httpTokens", "required"),
        ("secretName", "chat-key"),
        ("authSecretArn", "arn:aws:secretsmanager:us-east-1:123456789012:secret:chat"),
        ("imagePullSecrets", [{"name": "registry"}]),
        ("maxTokens", 4096),
        ("automountServiceAccountToken", False),
        ("tokenExpirationSeconds", "3600"),
        ("secretStoreRef", {"kind": "SecretStore", "name": "aws"}),
        ("masterPassword", UNKNOWN),
        ("API_KEY", "$(VLLM_API_KEY)"),
        ("description", "Keys and tokens of the gateway are kept here"),
        ("image", "vllm/vllm-openai:v0.27.1@sha256:" + "ab" * 32),
        ("secretKeyRef", {"name": "chat", "key": "api-key"}),
        ("encryptionConfig", {"resources": ["secrets"]}),
        ("upstreamRegistryUrl", "https://registry.k8s.io:443/path"),
    ],
)
def test_what_only_talks_about_secrets_stays_readable(key: str, value: Any) -> None:
    assert redacted({key: value}) == {key: value}


def test_marked_secret_is_hidden_whatever_it_is() -> None:
    fake = letters(12)
    assert redacted({"note": Secret({"plain": fake}), "list": [Secret(7)]}) == {
        "note": "[secret]",
        "list": ["[secret]"],
    }


def test_kubernetes_secret_keeps_its_keys_and_hides_its_values() -> None:
    fake = letters(12)
    shown = redacted({"apiVersion": "v1", "kind": "Secret", "stringData": {"plain": fake}, "metadata": {"name": "x"}})
    assert shown == {
        "apiVersion": "v1",
        "kind": "Secret",
        "stringData": {"plain": "[secret]"},
        "metadata": {"name": "x"},
    }


def test_password_in_a_url_is_hidden_and_the_rest_stays() -> None:
    fake = letters(16)
    assert (
        redacted(f"rediss://user:{fake}@cache.example.com:6379/0") == "rediss://user:[secret]@cache.example.com:6379/0"
    )


def test_authorization_header_is_hidden_with_its_scheme_in_any_order() -> None:
    fake = letters(24)
    for text in (f"Authorization: Bearer {fake}", f"curl -H 'Authorization: Bearer {fake}'", f"bearer Bearer {fake}"):
        assert fake not in str(redacted(text))


def test_credential_in_encoded_user_data_is_hidden() -> None:
    fake = letters(24)
    data = base64.b64encode(f"#!/bin/sh\nexport DB_PASSWORD={fake}\n".encode()).decode()
    plain = base64.b64encode(b"#!/bin/sh\necho hello\n").decode()
    assert redacted({"userData": data}) == {"userData": "[secret]"}
    assert redacted({"userData": plain}) == {"userData": plain}


def test_external_secret_keeps_the_name_of_its_key() -> None:
    entry = {"secretKey": "api-key", "remoteRef": {"key": "prod/chat"}}
    assert redacted(entry) == entry
