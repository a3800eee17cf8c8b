"""Whatever stands in a stack file, the answer is a platform or a list of problems, never another error."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evenkeel.sizing import load_platform
from evenkeel.spec import SpecError, read_stack_file

STACKS = Path(__file__).parents[2] / "stacks"
ODD: tuple[Any, ...] = (
    None,
    "",
    [],
    {},
    -1,
    10**30,
    True,
    float("nan"),
    "x" * 5000,
    "\0",
    [None],
    {"kind": "aws"},
    {1: 2},
)


def places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*path, key)
            yield from places(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield (*path, index)
            yield from places(value, (*path, index))


def put(content: Any, path: tuple[str | int, ...], value: Any) -> Any:
    changed = copy.deepcopy(content)
    node = changed
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return changed


@pytest.mark.parametrize("stack", ["dev", "prod", "onprem"])
def test_odd_value_anywhere_is_told_as_problems(stack: str) -> None:
    content: Any = read_stack_file(STACKS / f"Pulumi.{stack}.yaml").platform
    accepted = refused = 0
    for path in places(content):
        for value in ODD:
            try:
                load_platform(put(content, path, value))
                accepted += 1
            except SpecError as error:
                refused += 1
                assert all(problem.message and problem.fix for problem in error.problems), (path, value)
                assert len(str(error)) < 20_000, (path, value)
    assert refused > 5 * accepted


@pytest.mark.parametrize("stack", ["dev", "staging", "prod", "onprem"])
def test_key_taken_out_is_told_as_problems_or_has_a_default(stack: str) -> None:
    content: Any = read_stack_file(STACKS / f"Pulumi.{stack}.yaml").platform
    for path in places(content):
        changed = copy.deepcopy(content)
        node = changed
        for step in path[:-1]:
            node = node[step]
        del node[path[-1]]
        try:
            load_platform(changed)
        except SpecError as error:
            assert error.problems, path
