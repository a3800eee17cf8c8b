"""The inference chart refuses unknown and contradictory values, and says which."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from helm_python.errors import HelmError

from tests.charts.conftest import LEAST, Inference, merged

REFUSALS: list[dict[str, Any]] = yaml.load(
    Path(__file__).with_name("inference_refusals.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda one: one["case"])
def test_wrong_values_are_refused_with_field_and_reason(inference: Inference, refusal: dict[str, Any]) -> None:
    with pytest.raises(HelmError) as caught:
        inference.manifests(merged(LEAST, refusal["values"]))
    assert refusal["says"] in str(caught.value)


def test_the_least_values_are_accepted(inference: Inference) -> None:
    assert inference.render().kinds() == {
        "ConfigMap",
        "Deployment",
        "NetworkPolicy",
        "PodDisruptionBudget",
        "Service",
        "ServiceAccount",
    }


def test_release_name_that_begins_with_a_digit_asks_for_another(inference: Inference) -> None:
    with pytest.raises(HelmError, match="fullnameOverride: object names would start with"):
        inference.render(release="3b-model")


def _open_objects(node: object, path: str = "") -> list[str]:
    """Return the paths of schema objects that let unknown keys through."""
    if isinstance(node, list):
        parts = enumerate(cast("list[object]", node))
        return [found for index, part in parts for found in _open_objects(part, f"{path}/{index}")]
    if not isinstance(node, dict):
        return []
    inner = cast("dict[str, object]", node)
    own = [path] if inner.get("type") == "object" and "additionalProperties" not in inner else []
    return own + [found for key, part in inner.items() for found in _open_objects(part, f"{path}/{key}")]


def test_every_object_of_the_schema_is_closed(inference: Inference) -> None:
    # Helm itself puts `global` into the values of every chart.
    assert _open_objects(inference.chart.schema) == ["/properties/global"]


def test_the_schema_knows_every_value_of_the_chart(inference: Inference) -> None:
    schema = inference.chart.schema
    assert schema is not None
    assert set(schema["properties"]) - {"global"} == set(inference.chart.values)
