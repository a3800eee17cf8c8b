"""Suggestions for misspelt words."""

from __future__ import annotations

import pytest

from evenkeel.spec.nearest import nearest, suggestion

WORDS = ("instanceTypes", "nodePools", "us-east-1", "us-west-1", "max")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("instance_types", "instanceTypes"),
        ("INSTANCETYPES", "instanceTypes"),
        ("nodePool", "nodePools"),
        ("us-esat-1", "us-east-1"),
        ("quantum", ""),
    ],
)
def test_nearest_word_is_found(word: str, meant: str) -> None:
    assert nearest(word, WORDS) == meant


def test_without_a_near_word_all_are_listed() -> None:
    assert suggestion("zebra", ("b", "a")) == "Use one of a, b."


def test_nothing_known_gives_nothing() -> None:
    assert nearest("a", ()) == ""
