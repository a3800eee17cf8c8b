"""A chart under test is rendered in process; what comes out is looked up by kind."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from helm_python import Chart

INFERENCE = Path(__file__).parents[2] / "charts" / "inference"
EXAMPLES = sorted(path.name for path in (INFERENCE / "examples").iterdir())
RELEASE = "chat"
NAMESPACE = "ai"

# The least that the inference chart asks for.
LEAST: dict[str, Any] = {"model": {"servedName": "llama", "s3": {"bucket": "models", "prefix": "llama/1"}}}
SEVERAL_NODES: dict[str, Any] = {"parallelism": {"nodes": 2, "pipeline": 2}}

Json = dict[str, Any]


def merged(base: Json, over: Json) -> Json:
    """Return values laid over others, as Helm does; neither is changed."""
    result = deepcopy(base)
    for key, value in deepcopy(over).items():
        old = result.get(key)
        both = isinstance(old, dict) and isinstance(value, dict)
        result[key] = merged(cast("Json", old), cast("Json", value)) if both else value
    return result


def documents(text: str) -> list[Json]:
    """Return the objects of a manifest."""
    return [cast("Json", one) for one in yaml.load_all(text, Loader=yaml.CSafeLoader) if one]


@dataclass(frozen=True)
class Rendered:
    """The objects that a chart rendered to; they come as `Any`, since a test knows their shapes."""

    objects: list[Json]

    def kinds(self) -> set[str]:
        return {one["kind"] for one in self.objects}

    def one(self, kind: str, name: str | None = None) -> Any:
        """Return the only object of a kind, or the one with that name."""
        found = [o for o in self.objects if o["kind"] == kind and name in (None, o["metadata"]["name"])]
        assert len(found) == 1, f"{len(found)} objects of kind {kind} named {name}: {sorted(self.kinds())}"
        return found[0]

    def pods(self) -> dict[str, Any]:
        """Return the pod templates by role."""
        for one in self.objects:
            if one["kind"] == "Deployment":
                return {"server": one["spec"]["template"]}
            if one["kind"] == "LeaderWorkerSet":
                template = one["spec"]["leaderWorkerTemplate"]
                return {"leader": template["leaderTemplate"], "worker": template["workerTemplate"]}
        pytest.fail("no workload was rendered")

    def engine(self, role: str = "server") -> Any:
        """Return the engine's container of a role."""
        return self.pods()[role]["spec"]["containers"][0]


class Inference:
    """The inference chart."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart

    def manifests(self, values: Json, release: str = RELEASE) -> dict[str, str]:
        """Render values as they are."""
        return self.chart.render(values, name=release, namespace=NAMESPACE)

    def render(self, *values: Json, release: str = RELEASE) -> Rendered:
        """Render values laid over the least that the chart asks for."""
        whole = LEAST
        for one in values:
            whole = merged(whole, one)
        return self._objects(self.manifests(whole, release))

    def example(self, case: str) -> Rendered:
        """Render one of the chart's examples."""
        text = (INFERENCE / "examples" / case / "values.yaml").read_text(encoding="utf-8")
        return self._objects(self.manifests(documents(text)[0]))

    @staticmethod
    def _objects(manifests: dict[str, str]) -> Rendered:
        texts = [text for path, text in manifests.items() if not path.endswith("NOTES.txt")]
        return Rendered([one for text in texts for one in documents(text)])


@pytest.fixture(scope="session")
def inference() -> Iterator[Inference]:
    with Chart.load(INFERENCE) as chart:
        yield Inference(chart)
