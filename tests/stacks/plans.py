"""The project's own stacks and some variants of them, recorded once each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, cast

from evenkeel.model import Plan, Resource
from evenkeel.plan import record_stack
from evenkeel.spec import read_stack_file

ROOT = Path(__file__).parents[2]
STACKS = ("dev", "staging", "prod", "onprem")
Mapped = dict[str, Any]


def platform_of(stack: str) -> Mapped:
    """Return what a stack file says, to be changed by a test."""
    file = read_stack_file(ROOT / "stacks" / f"Pulumi.{stack}.yaml")
    return deepcopy(dict(cast("Mapping[str, Any]", file.platform)))


@cache
def plan_of(stack: str) -> Plan:
    """Return the plan of one of the project's own stacks."""
    return recorded(platform_of(stack), stack)


def recorded(platform: Mapped, stack: str = "variant") -> Plan:
    """Return the plan of any stack file's content."""
    return record_stack(ROOT, stack, {"evenkeel:platform": json.dumps(platform)})


def of_kind(plan: Plan, token: str) -> list[Resource]:
    """Return the resources of a type."""
    return [resource for resource in plan.resources if resource.type == token]


def documents(plan: Plan, kind: str) -> list[Any]:
    """Return the Kubernetes documents of a kind."""
    return [resource.inputs for resource in plan.resources if resource.inputs.get("kind") == kind]
