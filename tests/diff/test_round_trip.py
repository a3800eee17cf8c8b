from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise, permutations

import pytest

from evenkeel.diff import apply, compare
from evenkeel.model import Plan
from evenkeel.plan import dumps, loads
from tests.diff.generated import PAIRED, platforms
from tests.stacks.plans import recorded

IS_ALL = os.environ.get("EVENKEEL_ALL", "0") not in {"", "0"}
SAMPLE = 5
COUNT = 3 * PAIRED if IS_ALL else SAMPLE
"""Stack files: 20 ordered pairs of the sample, 396 of all."""


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    return [recorded(platform) for platform in platforms(COUNT)]


def pairs(plans: list[Plan]) -> Iterator[tuple[Plan, Plan]]:
    """Each with each among those that were made from one start."""
    for first in range(0, len(plans), PAIRED):
        yield from permutations(plans[first : first + PAIRED], 2)


def test_applying_the_differences_of_generated_pairs_gives_the_other_plan(plans: list[Plan]) -> None:
    differing = 0
    for base, head in pairs(plans):
        change = compare(base, head)
        differing += not change.is_empty
        assert apply(base, change) == head
    assert differing > COUNT


def test_applying_the_differences_of_read_documents_gives_the_other_document(plans: list[Plan]) -> None:
    for base, head in pairwise([loads(dumps(plan)) for plan in plans[:SAMPLE]]):
        assert dumps(apply(base, compare(base, head))) == dumps(head)


def test_a_plan_does_not_differ_from_itself(plans: list[Plan]) -> None:
    for plan in plans:
        again = loads(dumps(plan))
        for change in (compare(plan, plan), compare(again, loads(dumps(plan)))):
            assert change.is_empty
            assert not change.dangers
            assert not any(each.quiet for each in change.resources)
