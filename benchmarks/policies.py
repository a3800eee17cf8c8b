"""Measure the rules over the plan of `prod` and over 5,000 resources: `python benchmarks/policies.py`.

The larger plan is `prod` many times over under other project names, so that every kind and every join of it is there.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
gc.disable()

from evenkeel.model import Plan, Resource  # noqa: E402
from evenkeel.plan import record_stack  # noqa: E402
from evenkeel.spec.reading import read_stack_file  # noqa: E402
from policies.judge import judge  # noqa: E402
from policies.pack import load  # noqa: E402

LARGE = 5000
"""Resources of the larger plan, at least."""


def copied(resource: Resource, plan: Plan, number: int) -> Resource:
    """Return a resource as a project of another name would have it."""
    own = f"urn:pulumi:{plan.stack}::{plan.project}::"
    other = f"urn:pulumi:{plan.stack}::{plan.project}-{number}::"

    def moved(urn: str) -> str:
        return urn.replace(own, other, 1)

    return replace(
        resource,
        urn=moved(resource.urn),
        parent=None if resource.parent is None else moved(resource.parent),
        dependencies=tuple(moved(urn) for urn in resource.dependencies),
        property_dependencies={
            name: tuple(moved(urn) for urn in urns) for name, urns in resource.property_dependencies.items()
        },
    )


def measured(run: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the median wall time and the median processor time of some runs, in seconds."""
    wall: list[float] = []
    processor: list[float] = []
    for _ in range(rounds):
        begun, worked = time.perf_counter(), time.process_time()
        run()
        wall.append(time.perf_counter() - begun)
        processor.append(time.process_time() - worked)
    return statistics.median(wall), statistics.median(processor)


def main() -> None:
    """Print a line for each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="runs of each case; the median is shown (default: 5)")
    rounds = parser.parse_args().rounds
    file = read_stack_file(ROOT / "stacks" / "Pulumi.prod.yaml")
    prod = record_stack(ROOT, "prod", {"evenkeel:platform": json.dumps(file.platform)})
    copies = -(-LARGE // len(prod.resources))
    large = replace(
        prod, resources=tuple(copied(resource, prod, number) for number in range(copies) for resource in prod.resources)
    )
    pack = load(date(2026, 1, 1))
    cases: list[tuple[str, Plan]] = [("prod", prod), (f"prod {copies} times", large)]
    print(f"{len(pack.rules)} rules{'':16}{'resources':>10}{'wall ms':>10}{'processor ms':>14}{'findings':>10}")  # noqa: T201
    for name, plan in cases:
        found = len(judge(plan, pack.rules, environment="prod", configuration=pack.configuration).findings)
        wall, processor = measured(
            lambda plan=plan: judge(plan, pack.rules, environment="prod", configuration=pack.configuration), rounds
        )
        print(f"{name:25}{len(plan.resources):>10}{1000 * wall:>10.0f}{1000 * processor:>14.0f}{found:>10}")  # noqa: T201


if __name__ == "__main__":
    main()
