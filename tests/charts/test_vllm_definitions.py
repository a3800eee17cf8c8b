"""The reader of vLLM's definitions, on a wheel made for the test."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).parents[2] / "scripts" / "vllm_definitions.py"
ENGINE = """
class EngineArgs:
    def add_cli_args(parser):
        group.add_argument("--tensor-parallel-size", "-tp", **kwargs["tensor_parallel_size"])
        group.add_argument("--nnodes", help="--not-an-argument")
"""
FRONTEND = """
class FrontendArgs(BaseFrontendArgs):
    port: int = 8000
    disable_fastapi_docs: bool = False

class Other:
    hidden: int = 1

parser.add_argument("model_tag")
parser.add_argument("--headless")
"""
LOGGERS = """
labelnames = ["model_name", "engine"]
gauge = self._gauge_cls(name="vllm:num_requests_running", labelnames=labelnames)
counter = self._counter_cls(documentation="of vllm:other", name="vllm:prompt_tokens")
"""


def _read(tmp_path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    wheel = tmp_path / "vllm-9.8.7-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("vllm/engine/arg_utils.py", ENGINE)
        archive.writestr("vllm/entrypoints/openai/cli_args.py", FRONTEND)
        archive.writestr("vllm/v1/metrics/loggers.py", LOGGERS)
        archive.writestr("vllm/_version.py", "__version__ = version = '9.8.7'\n__commit_id__ = commit_id = 'gabc123'\n")
    subprocess.run([sys.executable, str(SCRIPT), str(wheel), "--into", str(tmp_path)], check=True)
    files = [json.loads((tmp_path / f"vllm_{part}.json").read_text()) for part in ("arguments", "metrics")]
    return files[0]["versions"]["9.8.7"], files[1]["versions"]["9.8.7"]


def test_arguments_are_those_added_and_the_fields_of_the_frontend(tmp_path: Path) -> None:
    arguments, _ = _read(tmp_path)
    assert arguments["arguments"] == [
        "--disable-fastapi-docs",
        "--headless",
        "--nnodes",
        "--port",
        "--tensor-parallel-size",
        "-tp",
    ]
    assert arguments["commit"] == "abc123"


def test_metrics_come_with_their_kind_and_labels(tmp_path: Path) -> None:
    _, metrics = _read(tmp_path)
    assert metrics["metrics"] == {"vllm:num_requests_running": "gauge", "vllm:prompt_tokens": "counter"}
    assert metrics["labels"] == ["model_name", "engine"]
