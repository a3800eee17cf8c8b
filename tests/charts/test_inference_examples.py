"""The inference chart's examples: as reviewed, accepted by Kubernetes' schemas, and within what vLLM defines."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import kubernetes_validate  # pyright: ignore[reportMissingTypeStubs]
import pytest
from helm_python import lint

from tests.charts.conftest import EXAMPLES, INFERENCE, Inference, Json, documents

ROOT = Path(__file__).parents[2]
KUBERNETES = "1.36"
# Kinds that come with custom resource definitions, which Kubernetes' own schemas do not know.
CUSTOM = {"LeaderWorkerSet", "ScaledObject", "PodMonitor"}
METRIC = re.compile(r"vllm:[a-z0-9_]+")


def _data(name: str) -> dict[str, Any]:
    return json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))["versions"]


def _validate(document: Json) -> None:
    kubernetes_validate.validate(document, KUBERNETES, strict=True)


def _vllm_version(image: str) -> str:
    """Return the version of vLLM in an image, which is what its tag begins with."""
    found = re.search(r":v?(\d+\.\d+\.\d+)", image)
    assert found, image
    return found[1]


def test_generated_files_of_charts_are_current() -> None:
    checked = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "golden_charts.py"), "--check"],
        capture_output=True,
        check=False,
        text=True,
    )
    assert checked.returncode == 0, f"run scripts/golden_charts.py and review\n{checked.stdout}{checked.stderr}"


@pytest.mark.parametrize("case", EXAMPLES)
def test_example_passes_lint(case: str) -> None:
    values = documents((INFERENCE / "examples" / case / "values.yaml").read_text(encoding="utf-8"))[0]
    report = lint(INFERENCE, values, strict=True, namespace="ai")
    assert report["errors"] == []
    assert [message for message in report["messages"] if message["severity"] > 1] == []


def test_chart_alone_passes_lint() -> None:
    report = lint(INFERENCE)
    assert report["errors"] == []
    assert report["total_charts_linted"] == 1


@pytest.mark.parametrize("case", EXAMPLES)
def test_example_objects_fit_the_schemas_of_kubernetes(inference: Inference, case: str) -> None:
    rendered = inference.example(case)
    assert rendered.pods()
    for one in rendered.objects:
        if one["kind"] not in CUSTOM:
            _validate(one)
    for template in rendered.pods().values():
        _validate(
            {
                "apiVersion": "v1",
                "kind": "Pod",
                "metadata": {"name": "pod", **template["metadata"]},
                "spec": template["spec"],
            }
        )


@pytest.mark.parametrize("case", EXAMPLES)
def test_example_names_no_object_twice_and_fixes_the_namespace(inference: Inference, case: str) -> None:
    objects = inference.example(case).objects
    names = [(one["kind"], one["metadata"]["name"]) for one in objects]
    assert len(set(names)) == len(names)
    assert {one["metadata"]["namespace"] for one in objects} == {"ai"}


@pytest.mark.parametrize("case", EXAMPLES)
def test_every_argument_of_an_example_is_defined_by_the_version_in_its_image(inference: Inference, case: str) -> None:
    versions = _data("vllm_arguments.json")
    rendered = inference.example(case)
    for role in rendered.pods():
        engine = rendered.engine(role)
        defined = set(versions[_vllm_version(engine["image"])]["arguments"])
        used = {argument.partition("=")[0] for argument in engine["args"][1:]}
        assert used
        assert used - defined == set()


def test_arguments_that_the_chart_keeps_for_itself_are_defined(inference: Inference) -> None:
    template = next(one["data"] for one in inference.chart.templates if one["name"].endswith("_validate_container.tpl"))
    kept = set(re.findall(r"^(--?[a-z0-9-]+):", template, flags=re.MULTILINE))
    defined = _data("vllm_arguments.json")[inference.chart.metadata["appVersion"].removeprefix("v")]["arguments"]
    assert len(kept) > 20
    assert kept - set(defined) == set()


@pytest.mark.parametrize("case", EXAMPLES)
def test_every_metric_of_a_query_is_exported_by_the_version_in_the_image(inference: Inference, case: str) -> None:
    rendered = inference.example(case)
    if "ScaledObject" not in rendered.kinds():
        assert "replicas" in json.dumps(rendered.objects)
        return
    known = _data("vllm_metrics.json")[_vllm_version(rendered.engine(next(iter(rendered.pods())))["image"])]
    query = rendered.one("ScaledObject")["spec"]["triggers"][0]["metadata"]["query"]
    assert set(METRIC.findall(query)) == {"vllm:num_requests_waiting", "vllm:num_requests_running"}
    assert {known["metrics"][name] for name in METRIC.findall(query)} == {"gauge"}
    assert "model_name" in known["labels"]


def _leaves(values: Json, path: str = "") -> list[str]:
    found: list[str] = []
    for key, value in values.items():
        found += (
            _leaves(cast("Json", value), f"{path}{key}.") if isinstance(value, dict) and value else [f"{path}{key}"]
        )
    return found


def test_every_value_is_described_in_the_readme() -> None:
    values = documents((INFERENCE / "values.yaml").read_text(encoding="utf-8"))[0]
    readme = (INFERENCE / "README.md").read_text(encoding="utf-8")
    assert [path for path in _leaves(values) if f"| `{path}` | " not in readme] == []


def test_default_image_carries_the_version_of_the_chart(inference: Inference) -> None:
    version = inference.chart.metadata["appVersion"]
    assert inference.chart.values["engines"]["nvidia"]["image"]["tag"] == version
    assert inference.chart.values["engines"]["cpu"]["image"]["tag"] == version
    assert version.removeprefix("v") in _data("vllm_arguments.json")
