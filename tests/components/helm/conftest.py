"""Charts for tests are written where the test runs."""

from collections.abc import Callable
from pathlib import Path

import pytest

WriteChart = Callable[..., str]


@pytest.fixture
def write_chart(tmp_path: Path) -> WriteChart:
    """Give a function that writes a chart of the given files (`templates/a.yaml` and so on) and returns its folder."""

    def write(**files: str) -> str:
        folder = tmp_path / f"chart{len(list(tmp_path.iterdir()))}"
        (folder / "templates").mkdir(parents=True)
        (folder / "Chart.yaml").write_text("apiVersion: v2\nname: tested\nversion: 0.1.0\n")
        names = {"values": "values.yaml", "schema": "values.schema.json", "crd": "crds/crd.yaml"}
        for name, text in files.items():
            path = folder / names.get(name, f"templates/{name}.yaml")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        return str(folder)

    return write
