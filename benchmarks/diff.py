"""Measure a diff of two large plans in a process of its own: `diff.py [RESOURCES]`, 5,000 where none is given.

Prints seconds and peak memory, and ends with 1 where they are over the limits.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from dataclasses import replace

from evenkeel.diff import compare
from evenkeel.model import Resource, Value
from evenkeel.model.review import Review
from evenkeel.plan import dumps, loads, record_program
from evenkeel.report.review_markdown import comment
from evenkeel.report.review_terminal import review_terminal

SECONDS = 2.0
MEGABYTES = 500
TOUCHED = 3
"""Every third resource differs."""


def main() -> int:
    """Record one plan, make another of it, and compare the two."""
    gc.disable()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    text = _recorded(count)
    base, other = loads(text), loads(text)
    before_memory = _peak()
    head = replace(other, resources=tuple(_touched(each, place) for place, each in enumerate(other.resources)))
    start = time.perf_counter()
    change = compare(base, head)
    compared = time.perf_counter()
    review = Review(change=change)
    comment(review)
    review_terminal([review])
    shown = time.perf_counter()
    seconds, memory = compared - start, _peak()
    sys.stdout.write(
        f"{len(base.resources)} resources, {len(change.changed)} differ: compared in {seconds:.2f} s, "
        f"shown in {shown - compared:.2f} s; peak {memory:.0f} MB, {before_memory:.0f} MB of it before the comparison\n"
    )
    return int(seconds > SECONDS or memory > MEGABYTES)


def _recorded(count: int) -> str:
    """Return a plan's document, repeated under other names until it has enough resources."""
    from synthetic import program  # noqa: PLC0415 - the Pulumi SDK is slow to import, and not what is measured

    plan = record_program(lambda: program(500), project="benchmark", stack="synthetic")
    copies: list[Resource] = []
    for turn in range(count // len(plan.resources) + 1):
        copies += [
            replace(each, urn=f"{each.urn}-{turn}", name=f"{each.name}-{turn}") if turn else each
            for each in plan.resources
        ]
    return dumps(replace(plan, resources=tuple(copies[:count])))


def _touched(each: Resource, place: int) -> Resource:
    if place % TOUCHED:
        return each
    tags: Value = {"Name": f"other-{place}", "team": "platform"}
    return replace(each, inputs={**each.inputs, "tags": tags, "addedBy": [place, {"deep": True}]})


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1_000_000


if __name__ == "__main__":
    sys.exit(main())
