"""A component under test is recorded as the plan of a small program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from evenkeel.model import Plan, Resource
from evenkeel.plan import RecordError, record_program


@dataclass(frozen=True)
class Recording:
    """What a program registered, without the stack itself and default providers.

    Resources are in the plan's order: by URN, after what they need. Properties come as `Any`: tests know their shapes.
    """

    plan: Plan

    def of_type(self, token: str) -> list[Resource]:
        return [resource for resource in self.plan.resources if resource.type == token]

    def names(self, token: str) -> list[str]:
        return [resource.name for resource in self.of_type(token)]

    def inputs(self, token: str, name: str | None = None) -> Any:
        """Return the inputs of the only resource of that type, or of the one with that name."""
        found = [r for r in self.of_type(token) if name is None or r.name == name]
        assert len(found) == 1, f"{len(found)} resources of type {token} named {name}: {self.names(token)}"
        return found[0].inputs


Record = Callable[[Callable[[], object]], Recording]


@pytest.fixture
def record() -> Record:
    """Give a function that runs a program as in a preview (unknowns stay unknown) and returns what it registered."""

    def run(program: Callable[[], object]) -> Recording:
        def main() -> None:
            program()  # what it returns is for the test, not an output of the stack

        try:
            plan = record_program(main, project="evenkeel", stack="test")
        except RecordError as error:
            if error.__cause__ is None:
                raise
            raise error.__cause__ from None  # what the component itself raised
        registered = tuple(resource for resource in plan.resources if resource.parent is not None)
        return Recording(replace(plan, resources=registered))

    return run
