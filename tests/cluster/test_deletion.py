"""A stack that is destroyed leaves nothing but what it says it leaves, and can come back."""

from __future__ import annotations

import pytest

from tests.cluster.control_plane import ControlPlane
from tests.cluster.controllers import webhook_titles
from tests.cluster.deployment import Deployed, apply_all, delete_all, deploy
from tests.cluster.inventory import inventory
from tests.cluster.objects import DEFINITION
from tests.cluster.pods import settled
from tests.cluster.stacks import plan_of, platform_of
from tests.cluster.waiting import eventually


@pytest.fixture
def before_and_after(stack: str, plane: ControlPlane) -> tuple[set[str], Deployed]:
    """Give what there was before a stack came and the stack, which has been destroyed since."""
    before = inventory(plane.api)
    deployed = deploy(plane, plan_of(stack), platform_of(stack))
    settled(plane.api)
    delete_all(plane.api, deployed.planned.objects)
    return before, deployed


def test_a_destroyed_stack_leaves_its_definitions_and_comes_back(before_and_after: tuple[set[str], Deployed]) -> None:
    before, deployed = before_and_after
    retained = {each.title for each in deployed.planned.objects if each.retained}
    assert all(title.startswith(DEFINITION) for title in retained)
    kept = before | retained | webhook_titles()

    def left() -> set[str]:
        return inventory(deployed.api) - kept

    eventually(lambda: not left(), lambda: f"nothing left, but there is {left()}", seconds=60)
    assert retained <= inventory(deployed.api)

    assert not apply_all(deployed.plane, deployed.planned.objects)
    settled(deployed.api)
