"""An idea, and how a plan is changed to try it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from evenkeel.estimate.plan_view import PlanView
from evenkeel.estimate.reading import at, text
from evenkeel.estimate.settings import Settings
from evenkeel.model import Plan, Resource, Value

ENVIRONMENT = "evenkeel:environment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """A change to try.

    Attributes:
        title: what to do.
        change: where, in words of the stack file.
        caution: what one gives up, or has to check.
        plan: the plan with the change; None when its figures cannot be known.
        settings: the settings under which it is estimated.
        common: compare only resources that are fully priced on both sides.
    """

    title: str
    change: str
    caution: str
    plan: Plan | None
    settings: Settings
    common: bool = False


def put(value: Value, path: Sequence[str], new: Value) -> Value:
    """Return a copy of nested mappings with another value at a path."""
    if not path:
        return new
    inside = value if isinstance(value, Mapping) else cast("Mapping[str, Value]", {})
    return {**inside, path[0]: put(inside.get(path[0]), path[1:], new)}


def with_inputs(resource: Resource, path: Sequence[str], new: Value) -> Resource:
    """Return a resource with another value at a path of its inputs."""
    return replace(resource, inputs=cast("Mapping[str, Value]", put(resource.inputs, path, new)))


def changed(plan: Plan, change: Callable[[Resource], Resource | None]) -> Plan:
    """Return a plan with each resource changed; None drops it."""
    found = (change(resource) for resource in plan.resources)
    return replace(plan, resources=tuple(each for each in found if each is not None))


def swapped(plan: Plan, *resources: Resource) -> Plan:
    """Return a plan with some resources in place of those with the same URN."""
    new = {each.urn: each for each in resources}
    return changed(plan, lambda each: new.get(each.urn, each))


def environment(view: PlanView) -> str:
    """Return the environment that the stack is tagged with; empty when it is not."""
    for provider in view.of_type("pulumi:providers:aws"):
        try:
            tags = cast("Value", json.loads(text(provider.inputs, "defaultTags") or "null"))
        except (ValueError, RecursionError):
            continue
        if found := text(tags, "tags", ENVIRONMENT):
            return found
    return next((found for each in view.plan.resources if (found := _tag(each))), "")


def _tag(resource: Resource) -> str:
    return text(at(resource.inputs, "tags"), ENVIRONMENT)
