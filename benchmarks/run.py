"""Measure the recorder against its floor, and against the engine where its CLI is on PATH: `make bench`."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import sys
from pathlib import Path

from measure import Case, measure

ROOT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).resolve().parent
BASE = 11
"""The smallest synthetic program: one resource of each kind, so that what a larger one adds is resources only."""
SIZES = (BASE, 100, 1000, 5000)
ENGINE_SIZES = (100, 1000)
USED = re.compile(r"\b(aws|kubernetes|k8s)\.([a-z][a-z0-9_.]*)\.([A-Z]\w+)")
PACKAGES = {"aws": "pulumi_aws", "kubernetes": "pulumi_kubernetes", "k8s": "pulumi_kubernetes"}


def modules_in_use() -> list[str]:
    """Return one class of each SDK module that the components use, as `module:Class`."""
    found: dict[str, str] = {"pulumi": "CustomResource"}
    for path in sorted((ROOT / "components").rglob("*.py")):
        for package, module, name in USED.findall(path.read_text("utf-8")):
            found.setdefault(f"{PACKAGES[package]}.{module}", name)
    return [f"{module}:{name}" for module, name in found.items()]


def cases(python: str, stacks: list[str], *, engine: bool) -> list[Case]:
    """Return what is measured, the floor first."""
    command = [python, "-c", "from evenkeel.cli import main; main()"]
    listed = [Case("floor (imports only)", [python, str(HERE / "floor.py"), *modules_in_use()])]
    listed += [Case(f"evenkeel preview {stack}", [*command, "preview", stack]) for stack in stacks]
    listed.append(Case("evenkeel diff HEAD . (prod)", [*command, "diff", "HEAD", ".", "--stack", "prod"]))
    listed += [Case(f"recorder, {size} resources", [python, str(HERE / "synthetic.py"), str(size)]) for size in SIZES]
    if engine:
        listed += [
            Case(f"pulumi preview, {size} resources", [python, str(HERE / "engine.py"), str(size)])
            for size in ENGINE_SIZES
        ]
    return listed


def table(measured: list[Case]) -> str:
    """Return the results as text: medians, ratios to the floor, peak memory, cost of one more resource."""
    floor = measured[0]
    base = next((case for case in measured if case.name == f"recorder, {BASE} resources"), None)
    lines = [f"{'':34}{'median s':>10}{'of floor':>10}{'peak MB':>10}{'ms/resource':>13}"]
    for case in measured:
        if case.failure or not case.seconds:
            lines.append(f"{case.name:34}  failed: {case.failure}")
            continue
        size = re.search(r"recorder, (\d+) resources", case.name)
        each = ""
        if size and base and base.seconds and int(size[1]) > BASE:
            each = f"{1000 * (case.median - base.median) / (int(size[1]) - BASE):.2f}"
        ratio = f"{case.median / floor.median:.2f}" if floor.seconds else ""
        # the engine is a process of its own, whose memory is not counted
        memory = "" if case.name.startswith("pulumi") else f"{statistics.median(case.megabytes):.0f}"
        lines.append(f"{case.name:34}{case.median:>10.2f}{ratio:>10}{memory:>10}{each:>13}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run all cases and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="measured runs of each case (default 5)")
    options = parser.parse_args()
    engine = shutil.which("pulumi") is not None
    stacks = sorted(path.name.split(".")[1] for path in (ROOT / "stacks").glob("Pulumi.*.yaml"))
    listed = cases(sys.executable, stacks, engine=engine)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    live = sys.stderr.isatty()

    def told(text: str) -> None:
        if live:
            sys.stderr.write(f"\r\033[K{text}")
            sys.stderr.flush()

    measure(listed, options.rounds, ROOT, environment, told)
    told("")
    sys.stdout.write(f"Whole processes, medians of {options.rounds} interleaved runs after one to warm up.\n")
    sys.stdout.write(table(listed))
    if not engine:
        sys.stdout.write("The engine's own preview is left out: there is no `pulumi` on PATH.\n")
    return int(any(case.failure for case in listed))


if __name__ == "__main__":
    sys.exit(main())
