"""Small programs that the tests record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi

from evenkeel.model import Plan, Resource
from evenkeel.plan import record_program


class Group(pulumi.ComponentResource):
    """A component whose children a test gives it."""

    def __init__(
        self,
        name: str,
        fill: Callable[[pulumi.ResourceOptions], object] | None = None,
        opts: pulumi.ResourceOptions | None = None,
        outputs: dict[str, Any] | None = None,
        token: str = "tests:index:Group",
    ) -> None:
        super().__init__(token, name, None, opts)
        if fill is not None:
            fill(pulumi.ResourceOptions(parent=self))
        self.register_outputs(outputs or {})


def record(program: Callable[[], object], **options: Any) -> Plan:
    return record_program(program, project="shop", stack="dev", **options)


def named(plan: Plan, name: str) -> Resource:
    [found] = [resource for resource in plan.resources if resource.name == name]
    return found


def of_type(plan: Plan, token: str) -> list[Resource]:
    return [resource for resource in plan.resources if resource.type == token]


STACK = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"
DEFAULT_AWS = "urn:pulumi:dev::shop::pulumi:providers:aws::default_7_51_1"
UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
