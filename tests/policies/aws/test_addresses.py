"""Which ranges count as the internet as a whole."""

from __future__ import annotations

import pytest

from policies.aws.addresses import is_anywhere


@pytest.mark.parametrize("text", ["0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1", "2000::/3"])
def test_range_of_everybody_is_anywhere(text: str) -> None:
    assert is_anywhere(text)


@pytest.mark.parametrize("text", ["10.0.0.0/8", "203.0.113.7/32", "fd00::/48", "sg-0123456789abcdef0", ""])
def test_range_of_somebody_is_not_anywhere(text: str) -> None:
    assert not is_anywhere(text)
