"""A recorded plan and the engine's own plan, brought to one form that can be compared."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from evenkeel.model import Plan, Resource, Secret, Unknown, Value
from tests.engine.stand_in.values import SECRET, SIGNATURE, UNKNOWN

Comparable = dict[str, dict[str, Any]]
SECRET_MARK = "<secret>"

# Versions of the engine put these into a provider's inputs by themselves; they say nothing of the program.
_ENGINE_KEYS = frozenset({"__internal", "version"})


def recorded(plan: Plan) -> Comparable:
    """Return what the recorder says of each resource, by URN."""
    return {resource.urn: _of_resource(resource) for resource in plan.resources}


def engines(path: Path) -> Comparable:
    """Return what the engine's saved plan says of each resource, by URN."""
    content = json.loads(path.read_text(encoding="utf-8"))
    plans = cast("dict[str, dict[str, Any]]", content["resourcePlans"])
    return {urn: _of_goal(plan["goal"]) for urn, plan in plans.items()}


def recorded_lifetimes(plan: Plan) -> Comparable:
    """Return what the recorder says of each resource's end, which a saved plan does not hold but a state does."""
    return {
        resource.urn: _pruned(
            {
                "protect": resource.protect,
                "retainOnDelete": resource.retain_on_delete,
                "deletedWith": resource.deleted_with,
                "parent": resource.parent,
            }
        )
        for resource in plan.resources
    }


def deployed_lifetimes(resources: Sequence[Mapping[str, Any]]) -> Comparable:
    """Return the same of the resources of a state file."""
    keys = ("protect", "retainOnDelete", "deletedWith", "parent")
    return {resource["urn"]: _pruned({key: resource.get(key) for key in keys}) for resource in resources}


def differences(ours: Comparable, theirs: Comparable, *, late: bool = False) -> list[str]:
    """Return one text for each resource on which the two do not agree.

    Args:
        ours: what the recorder says.
        theirs: what the engine says.
        late: accept anything where the recorder says unknown: the engine may know the outputs of another stack.
    """
    return [
        f"{urn}\n  recorder: {ours.get(urn)}\n  engine:   {theirs.get(urn)}"
        for urn in sorted(ours.keys() | theirs.keys())
        if not _agree(ours.get(urn), theirs.get(urn), late=late)
    ]


def _agree(ours: Any, theirs: Any, *, late: bool) -> bool:
    if late and ours == UNKNOWN:
        return True
    if isinstance(ours, dict) and isinstance(theirs, dict):
        have, told = cast("dict[str, Any]", ours), cast("dict[str, Any]", theirs)
        return have.keys() == told.keys() and all(_agree(have[key], told[key], late=late) for key in have)
    if isinstance(ours, list) and isinstance(theirs, list):
        mine, other = cast("list[Any]", ours), cast("list[Any]", theirs)
        items = zip(mine, other, strict=False)
        return len(mine) == len(other) and all(_agree(one, another, late=late) for one, another in items)
    return ours == theirs


def _of_resource(resource: Resource) -> dict[str, Any]:
    return _pruned(
        {
            "type": resource.type,
            "name": resource.name,
            "custom": resource.custom,
            "parent": resource.parent,
            "provider": resource.provider,
            "inputs": _inputs({key: _plain(value) for key, value in resource.inputs.items()}),
            "dependencies": sorted(resource.dependencies),
            "propertyDependencies": _by_property(resource.property_dependencies),
            "protect": resource.protect,
            "deleteBeforeReplace": resource.delete_before_replace,
            "ignoreChanges": sorted(resource.ignore_changes),
            "additionalSecretOutputs": sorted(resource.additional_secret_outputs),
            "customTimeouts": dict(resource.custom_timeouts),
        }
    )


def _of_goal(goal: Mapping[str, Any]) -> dict[str, Any]:
    difference: dict[str, Any] = goal.get("inputDiff") or {}
    adds: dict[str, Any] = difference.get("adds") or {}
    return _pruned(
        {
            "type": goal["type"],
            "name": goal["name"],
            "custom": goal.get("custom", False),
            "parent": goal.get("parent"),
            "provider": goal.get("provider"),
            "inputs": _inputs(_plain(adds)),
            "dependencies": sorted(cast("list[str]", goal.get("dependencies") or [])),
            "propertyDependencies": _by_property(goal.get("propertyDependencies") or {}),
            "protect": goal.get("protect", False),
            "deleteBeforeReplace": goal.get("deleteBeforeReplace"),
            "ignoreChanges": sorted(cast("list[str]", goal.get("ignoreChanges") or [])),
            "additionalSecretOutputs": sorted(cast("list[str]", goal.get("additionalSecretOutputs") or [])),
            "customTimeouts": goal.get("customTimeouts") or {},
        }
    )


def _pruned(members: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is absent, so that absent and empty are the same on both sides."""
    return {key: value for key, value in members.items() if value not in (None, False, [], {}, "")}


def _by_property(found: Mapping[str, Any]) -> dict[str, list[str]]:
    return {key: sorted(urns) for key, urns in found.items() if urns}


def _inputs(found: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key not in _ENGINE_KEYS}


def _plain(value: Value | Any) -> Any:
    if isinstance(value, (Unknown, Secret)):
        return UNKNOWN if isinstance(value, Unknown) else SECRET_MARK
    if isinstance(value, Mapping):
        members = cast("Mapping[str, Any]", value)
        secret = members.get(SIGNATURE) == SECRET
        return SECRET_MARK if secret else {key: _plain(item) for key, item in members.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in cast("list[Any]", value)]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
