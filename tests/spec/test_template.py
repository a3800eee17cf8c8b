"""A new stack file."""

from __future__ import annotations

import pytest

from evenkeel.spec import SpecError, template


@pytest.mark.parametrize("name", ["", "../evil", "a b", "-x", "x" * 101, "dev\n"])
def test_name_that_pulumi_does_not_take_is_refused(name: str) -> None:
    with pytest.raises(SpecError, match="is not the name of a stack"):
        template(name)


def test_environment_can_be_chosen() -> None:
    assert "environment: prod #" in template("alice", "prod")
    assert "evenkeel preview alice" in template("alice")
