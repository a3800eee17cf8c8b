"""Amounts, durations, labels and credentials are read as Kubernetes means them."""

from __future__ import annotations

import pytest

from evenkeel.model import Resource, Value
from policies.kubernetes.credentials import looks_secret, names_secret
from policies.kubernetes.quantities import quantity, seconds
from policies.kubernetes.selectors import selects, selects_plainly
from policies.properties import Property, properties


def read(value: Value) -> Property:
    """Return a property that holds a value."""
    return properties(Resource(urn="urn", type="t", name="n", custom=True, inputs={"value": value}))["value"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [("171500m", 171.5), ("1703Gi", 1703 * 2**30), ("2", 2), (4, 4), ("1e3", 1000), ("1G", 1e9), ("0.5", 0.5)],
)
def test_quantity_has_its_suffix(text: Value, amount: float) -> None:
    assert quantity(read(text)) == amount


@pytest.mark.parametrize(("text", "amount"), [("2h", 7200), ("1h30m", 5400), ("720h", 2592000), ("Never", None)])
def test_duration_is_in_seconds(text: str, amount: float | None) -> None:
    assert seconds(read(text)) == amount


@pytest.mark.parametrize(
    ("expression", "chosen"),
    [
        ({"key": "app", "operator": "In", "values": ["chat"]}, True),
        ({"key": "app", "operator": "NotIn", "values": ["chat"]}, False),
        ({"key": "tier", "operator": "NotIn", "values": ["x"]}, True),
        ({"key": "tier", "operator": "Exists"}, False),
        ({"key": "tier", "operator": "DoesNotExist"}, True),
    ],
)
def test_expression_selects_by_its_operator(expression: dict[str, Value], *, chosen: bool) -> None:
    assert selects(read({"matchExpressions": [expression]}), {"app": "chat"}) is chosen


def test_empty_selector_of_a_policy_selects_everything() -> None:
    assert selects(read({}), {"app": "chat"})


def test_empty_selector_of_a_service_selects_nothing() -> None:
    assert not selects_plainly(read({}), {"app": "chat"})


@pytest.mark.parametrize("name", ["HF_TOKEN", "AWS_SECRET_ACCESS_KEY", "VLLM_API_KEY", "DB_PASSWORD"])
def test_name_of_a_credential_is_known(name: str) -> None:
    assert names_secret(name)


@pytest.mark.parametrize("name", ["MAX_TOKENS", "TOKENIZERS_PARALLELISM", "VLLM_CPU_KVCACHE_SPACE", "HUB_URL"])
def test_name_of_a_setting_is_no_credential(name: str) -> None:
    assert not names_secret(name)


@pytest.mark.parametrize("text", ["hf_" + "a1" * 17, "AKIA" + "A" * 16, "-----BEGIN RSA PRIVATE KEY-----"])
def test_credential_is_known_by_its_looks(text: str) -> None:
    assert looks_secret(f"x={text}")
