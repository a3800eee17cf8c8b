"""Read, from published vLLM wheels, the arguments of `vllm serve` and the metrics that it exports.

    pip download --no-deps --only-binary :all: --dest WHEELS vllm==0.27.1
    python scripts/vllm_definitions.py WHEELS/*.whl

The result is what tests/charts holds the inference chart against; nothing of vLLM is imported or run.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "tests" / "charts"
ARGUMENT_FILES = ("vllm/engine/arg_utils.py", "vllm/entrypoints/openai/cli_args.py")
FRONTEND_CLASSES = {"BaseFrontendArgs", "FrontendArgs"}
METRIC_FILE = "vllm/v1/metrics/loggers.py"
METRIC_KINDS = {"_gauge_cls": "gauge", "_counter_cls": "counter", "_histogram_cls": "histogram"}

Json = dict[str, object]


def _strings(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def arguments(sources: dict[str, str]) -> list[str]:
    """Return the argument names that the sources define, by `add_argument` or as fields of the frontend's classes."""
    found: set[str] = set()
    for source in sources.values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add_argument":
                found.update(name for name in _strings(node.args) if name.startswith("-"))
            elif isinstance(node, ast.ClassDef) and node.name in FRONTEND_CLASSES:
                fields = [part.target for part in node.body if isinstance(part, ast.AnnAssign)]
                names = [field.id for field in fields if isinstance(field, ast.Name)]
                found.update(f"--{name.replace('_', '-')}" for name in names)
    return sorted(found)


def metrics(source: str) -> dict[str, str]:
    """Return the kind of each metric that the source creates, by its name."""
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METRIC_KINDS:
            for keyword in node.keywords:
                if keyword.arg == "name":
                    found.update(dict.fromkeys(_strings([keyword.value]), METRIC_KINDS[node.func.attr]))
    return dict(sorted(found.items()))


def labels(source: str) -> list[str]:
    """Return the labels that every scheduler metric of the source carries."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List):
            targets = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if targets == ["labelnames"]:
                return list(_strings(node.value.elts))
    message = f"{METRIC_FILE}: assigns no labelnames"
    raise ValueError(message)


def _constant(source: str, name: str) -> str:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            return next(_strings([node.value]))
    message = f"vllm/_version.py: assigns no {name}"
    raise ValueError(message)


def read(wheel: Path) -> tuple[str, Json, Json]:
    """Return the version of a wheel, its arguments and its metrics, each with where they come from."""
    with zipfile.ZipFile(wheel) as archive:
        sources = {name: archive.read(name).decode() for name in ARGUMENT_FILES}
        logger = archive.read(METRIC_FILE).decode()
        version_file = archive.read("vllm/_version.py").decode()
    version = _constant(version_file, "version")
    origin: Json = {
        "commit": _constant(version_file, "commit_id").removeprefix("g"),
        "wheel": wheel.name,
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
    }
    return (
        version,
        {**origin, "files": list(ARGUMENT_FILES), "arguments": arguments(sources)},
        {**origin, "files": [METRIC_FILE], "labels": labels(logger), "metrics": metrics(logger)},
    )


def _write(path: Path, about: str, versions: dict[str, Json]) -> None:
    aside = path.with_suffix(".new")
    aside.write_text(json.dumps({"about": about, "versions": versions}, indent=1) + "\n", encoding="utf-8")
    aside.replace(path)


def main() -> int:
    """Write the two data files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheels", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, default=TARGET, help="folder of the two files")
    options = parser.parse_args()
    into: Path = options.into
    found = sorted((read(wheel) for wheel in options.wheels), key=lambda one: one[0])
    origin = "Read from the wheels that the vLLM project published on PyPI under these exact versions."
    _write(into / "vllm_arguments.json", f"Arguments of `vllm serve`. {origin}", {v: a for v, a, _ in found})
    _write(
        into / "vllm_metrics.json",
        f"Metrics of the engine, without counters' _total. {origin}",
        {v: m for v, _, m in found},
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
