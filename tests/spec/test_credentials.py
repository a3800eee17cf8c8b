"""What looks like a credential, and what only looks a little like one."""

from __future__ import annotations

import pytest

from evenkeel.spec.credentials import looks_like_a_credential


@pytest.mark.parametrize(
    "text",
    [
        "http://admin:made-up@prometheus:9090",
        "admin:made-up@registry.example.com/mirror",
        "redis://:made-up@host:6379",
        "https://example.com/metrics?access_token=made-up",
        '--kv-transfer-config={"password": "made-up"}',
        '--kv-transfer-config={"store": {"secret_key": "made-up"}}',
        "--otlp-api-key=made-up",
    ],
)
def test_credential_in_a_url_or_an_argument_is_seen(text: str) -> None:
    assert looks_like_a_credential(text)


@pytest.mark.parametrize(
    "text",
    [
        "http://prometheus.monitoring:9090",
        "registry.example.com:5000/mirror",
        "vllm/vllm-openai:v0.27.1@sha256:0f4c2a1e6f0b4a3e9a571f3f9b1d2c3e",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:team@example/token-a1B2c3",
        '--override-generation-config={"eos_token": "</s>"}',
        "--max-num-batched-tokens=8192",
        "--tokenizer-mode=auto",
        "somebody@example.com",
    ],
)
def test_what_is_no_credential_passes(text: str) -> None:
    assert not looks_like_a_credential(text)
