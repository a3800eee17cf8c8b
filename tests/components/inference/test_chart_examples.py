"""Every example of the inference chart can be rendered into resources."""

from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from components.helm import RenderedChart, RenderedChartArgs
from tests.components.conftest import Record

CHART = Path(__file__).parents[3] / "charts" / "inference"
EXAMPLES = sorted((CHART / "examples").glob("*/values.yaml"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
def test_example_becomes_a_workload_after_its_policy_and_account(record: Record, example: Path) -> None:
    values: dict[str, Any] = yaml.load(example.read_text(), Loader=yaml.CSafeLoader)
    args = RenderedChartArgs(
        chart=str(CHART), release="example", namespace="serving", values=values, wait=True, timeout_minutes=60
    )
    recording = record(lambda: RenderedChart("example", args))
    objects = [resource for resource in recording.plan.resources if resource.type.startswith("kubernetes:")]
    assert all(cast("Any", item.inputs)["metadata"]["namespace"] == "serving" for item in objects)
    [workload] = [item for item in objects if item.type.rpartition(":")[2] in {"Deployment", "LeaderWorkerSet"}]
    before = {item.urn for item in objects if item.type.rpartition(":")[2] in {"NetworkPolicy", "ServiceAccount"}}
    assert before
    assert before <= set(workload.dependencies)
