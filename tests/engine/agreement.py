"""Whether the state, the cloud and the program say the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from tests.engine.harness import Engine
from tests.engine.stand_in.values import SECRET, SIGNATURE

_HIDDEN = "<secret>"


def disagreements(engine: Engine, *, retained: frozenset[str] = frozenset()) -> list[str]:
    """Return in what the state differs from the cloud; nothing when all is well.

    Args:
        engine: the stack.
        retained: URNs of what is in the cloud alone, as the program asked.
    """
    found = [f"pending: {kind} {urn}" for kind, urn in engine.pending()]
    state = engine.custom()
    ids = {resource["id"]: urn for urn, resource in state.items()}
    for urn, resource in state.items():
        thing = engine.cloud.things.get(resource["id"])
        if resource.get("delete"):
            found.append(f"still to be deleted: {urn}")
        elif thing is None:
            found.append(f"in the state alone: {urn}")
        elif hidden(thing.inputs) != hidden(resource.get("inputs") or {}):
            found.append(f"differs: {urn}\n  cloud: {thing.inputs}\n  state: {resource.get('inputs')}")
    for identifier, thing in engine.cloud.things.items():
        if identifier not in ids and thing.urn not in retained:
            found.append(f"in the cloud alone: {identifier} of {thing.urn}")
    return found


def declared(engine: Engine) -> dict[str, dict[str, Any]]:
    """Return the inputs of each resource of the state, ids of others as their URNs, secrets hidden."""
    urns = {resource["id"]: resource["urn"] for resource in engine.resources() if resource.get("id")}
    return {resource["urn"]: _named(hidden(resource.get("inputs") or {}), urns) for resource in engine.resources()}


def hidden(value: Any) -> Any:
    """Return a value with a mark in the place of each secret, as ciphertext or in clear."""
    if isinstance(value, Mapping):
        members = cast("Mapping[str, Any]", value)
        secret = members.get(SIGNATURE) == SECRET
        return _HIDDEN if secret else {key: hidden(item) for key, item in members.items()}
    if isinstance(value, list):
        return [hidden(item) for item in cast("list[Any]", value)]
    return value


def _named(value: dict[str, Any], urns: Mapping[str, str]) -> dict[str, Any]:
    text = json.dumps(value, sort_keys=True)
    for identifier, urn in urns.items():
        text = text.replace(identifier, urn)
    return json.loads(text)
