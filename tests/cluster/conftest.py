"""One control plane a stack; the tests of a stack run in one process, one after the other."""

from __future__ import annotations

import re
import signal
import types
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import pytest

from components.custom_resource_definitions import definitions, versions
from tests.cluster.control_plane import ControlPlane, control_plane
from tests.cluster.deployment import Deployed, await_definitions, deploy
from tests.cluster.objects import planned_objects
from tests.cluster.stacks import NAMES, plan_of, platform_of

if TYPE_CHECKING:
    from xdist.scheduler.protocol import Scheduling  # pyright: ignore[reportMissingTypeStubs]

_STACK = re.compile(rf"\[({'|'.join(NAMES)})\b")


def pytest_configure(config: pytest.Config) -> None:
    """Leave by way of the clean-ups when told to stop."""

    def stop(_number: int, _frame: types.FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    """Give all tests of a stack to one process, so that its control plane starts once."""
    from xdist.scheduler import LoadScopeScheduling  # pyright: ignore[reportMissingTypeStubs]

    class ByStack(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            stack = _STACK.search(nodeid)
            return stack[1] if stack else nodeid.partition("::")[0]

    return ByStack(config, log)


@pytest.fixture(scope="session", params=NAMES)
def stack(request: pytest.FixtureRequest) -> str:
    """Name each stack in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def deployed(stack: str) -> Generator[Deployed]:
    """Give a stack on a control plane of its own; a test that changes something puts it back."""
    plan, platform = plan_of(stack), platform_of(stack)
    with control_plane() as plane:
        yield deploy(plane, plan, platform)


@pytest.fixture
def plane() -> Generator[ControlPlane]:
    """Give an empty control plane."""
    with control_plane() as made:
        yield made


@pytest.fixture(scope="module")
def defined() -> Generator[ControlPlane]:
    """Give a module a control plane that has all definitions and namespaces of the platform, and nothing else."""
    found = [definition for project in versions() for definition in definitions(project)]
    with control_plane() as made:
        for definition in found:
            made.api.apply(definition)
        await_definitions(made.api, found)
        for namespace in planned_objects(plan_of("prod")).of_kind("Namespace"):
            made.api.apply(namespace)
        yield made
