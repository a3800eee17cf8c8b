"""Whatever stands in a stack file, the answer is a platform or a list of problems, never another error."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from evenkeel.sizing import load_platform
from evenkeel.spec import Problem, SpecError, read_stack_file

STACKS = Path(__file__).parents[2] / "stacks"
ODD: tuple[Any, ...] = (
    None,
    "",
    [],
    {},
    -1,
    10**30,
    10**5000,
    True,
    float("nan"),
    "x" * 5000,
    "\0",
    [None],
    {"kind": "aws"},
    {1: 2},
)


def places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    steps: list[tuple[str | int, Any]] = []
    if isinstance(node, dict):
        steps = list(cast("dict[str | int, Any]", node).items())
    elif isinstance(node, list):
        steps = list(enumerate(cast("list[Any]", node)))
    for step, value in steps:
        yield (*path, step)
        yield from places(value, (*path, step))


def put(content: Any, path: tuple[str | int, ...], value: Any) -> Any:
    changed = copy.deepcopy(content)
    node = changed
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return changed


def problems_of(content: Any) -> tuple[Problem, ...]:
    try:
        load_platform(content)
    except SpecError as error:
        return error.problems
    return ()


@pytest.mark.parametrize("stack", ["dev", "prod", "onprem"])
def test_odd_value_anywhere_is_told_as_problems(stack: str) -> None:
    content: Any = read_stack_file(STACKS / f"Pulumi.{stack}.yaml").platform
    refused = accepted = 0
    for path in places(content):
        for value in ODD:
            problems = problems_of(put(content, path, value))
            assert all(problem.message and problem.fix for problem in problems), (path, value)
            assert len("\n".join(map(str, problems))) < 20_000, (path, value)
            refused, accepted = refused + bool(problems), accepted + (not problems)
    assert refused > 5 * accepted


@pytest.mark.parametrize("stack", ["dev", "staging", "prod", "onprem"])
def test_key_taken_out_is_told_as_problems_or_has_a_default(stack: str) -> None:
    content: Any = read_stack_file(STACKS / f"Pulumi.{stack}.yaml").platform
    needed = set[str]()
    for path in places(content):
        changed = copy.deepcopy(content)
        node = changed
        for step in path[:-1]:
            node = node[step]
        del node[path[-1]]
        if problems_of(changed) and len(path) == 1:
            needed.add(str(path[0]))
    assert (
        {"environment", "target"} <= needed <= {"environment", "target", "nodePools", "serving", "addOns", "monitoring"}
    )
