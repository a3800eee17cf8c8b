"""A component under test is recorded as the plan of a small program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import pytest
from google.protobuf import json_format, struct_pb2
from pulumi.runtime import mocks, stack
from pulumi.runtime.proto import resource_pb2

from evenkeel.model import UNKNOWN, Fidelity, Plan, Resource, Secret

UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SIGNATURE = "4dabf18193072939515e22adb298388d"


@dataclass(frozen=True)
class Recording:
    """What a program registered; properties come as `Any`, since a test knows their shapes."""

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


def _value(raw: Any) -> Any:
    if raw == UNKNOWN_TEXT:
        return UNKNOWN
    if isinstance(raw, dict):
        members = cast("dict[str, Any]", raw)
        if SIGNATURE in members:
            return Secret(_value(members.get("value"))) if "value" in members else str(members.get("urn", ""))
        return {key: _value(item) for key, item in members.items()}
    if isinstance(raw, list):
        return [_value(item) for item in cast("list[Any]", raw)]
    return raw


class _NoMocks(mocks.Mocks):
    def call(self, args: mocks.MockCallArgs) -> Any:
        raise AssertionError(f"the program asked a provider: {args.token}")

    def new_resource(self, args: mocks.MockResourceArgs) -> Any:
        raise AssertionError(f"not reached: {args.name}")


class _Monitor(mocks.MockMonitor):
    def __init__(self) -> None:
        super().__init__(_NoMocks())
        self.recorded: list[Resource] = []

    def RegisterResource(self, request: resource_pb2.RegisterResourceRequest) -> Any:
        urn = self.make_urn(request.parent, request.type, request.name)
        if request.type == "pulumi:pulumi:Stack":
            return resource_pb2.RegisterResourceResponse(urn=urn)
        self.recorded.append(
            Resource(
                urn=urn,
                type=request.type,
                name=request.name,
                custom=request.custom,
                parent=request.parent or None,
                provider=request.provider or None,
                inputs=_value(json_format.MessageToDict(request.object)),
                dependencies=tuple(request.dependencies),
                protect=request.protect,
                retain_on_delete=request.retainOnDelete,
            )
        )
        answer = struct_pb2.Struct()
        answer.CopyFrom(request.object)
        for key in ("policy", "assumeRolePolicy"):  # objects as inputs, text as outputs
            if key in answer.fields:
                del answer.fields[key]
        return resource_pb2.RegisterResourceResponse(urn=urn, id="", object=answer)


@pytest.fixture
def record() -> Record:
    """Give a function that runs a program as in a preview (unknowns stay unknown) and returns what it registered."""

    def run(program: Callable[[], object]) -> Recording:
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        monitor = _Monitor()
        mocks.set_mocks(monitor.mocks, project="evenkeel", stack="test", preview=True, monitor=monitor)

        def main() -> None:
            program()

        loop.run_until_complete(stack.run_pulumi_func(main))
        resources = tuple(monitor.recorded)
        return Recording(Plan(project="evenkeel", stack="test", fidelity=Fidelity.RECORDED, resources=resources))

    return run
