"""Write a plan as deployment JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from evenkeel.model import REDACTED, Plan, Resource, Secret, Unknown, Value
from evenkeel.plan import wire

VERSION: Final = 3
HEADER: Final = "evenkeel"
"""The key of the header, and within a resource of what the deployment format has no place for."""
MANIFEST: Final = {"time": "2024-01-01T00:00:00Z", "magic": "not-a-state", "version": "v0"}
"""Fixed, so that equal plans give equal bytes; the magic is wrong so that no plan is imported as a state."""


def dumps(plan: Plan) -> str:
    """Write a plan as text: equal plans give equal bytes, one resource a line.

    Resources that are read, not managed, are left out, as a preview's policies do not see them either.
    """
    header = {
        "kind": "plan",
        "fidelity": plan.fidelity.value,
        "project": plan.project,
        "stack": plan.stack,
        "versions": dict(plan.versions),
    }
    lines = ",\n".join(_text(_resource(resource)) for resource in plan.resources if not resource.external)
    return (
        f'{{"version":{VERSION},"{HEADER}":{_text(header)},\n'
        f'"deployment":{{"manifest":{_text(MANIFEST)},"resources":[\n{lines}\n]}}}}\n'
    )


def _text(value: wire.Plain) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _resource(resource: Resource) -> dict[str, Any]:
    """Encode a resource; what is empty or false is left out, as Pulumi does."""
    fields: dict[str, Any] = {
        "parent": resource.parent,
        "provider": resource.provider,
        "external": resource.external,
        "inputs": _properties(resource.inputs),
        "outputs": _properties(resource.outputs),
        "dependencies": list(resource.dependencies),
        "propertyDependencies": {key: list(urns) for key, urns in resource.property_dependencies.items()},
        "protect": resource.protect,
        "retainOnDelete": resource.retain_on_delete,
        "deletedWith": resource.deleted_with,
        "ignoreChanges": list(resource.ignore_changes),
        "replaceOnChanges": list(resource.replace_on_changes),
        "additionalSecretOutputs": list(resource.additional_secret_outputs),
        "importID": resource.import_id,
        "customTimeouts": dict(resource.custom_timeouts),
        HEADER: _own(resource),
    }
    return {
        "urn": resource.urn,
        "type": resource.type,
        "custom": resource.custom,
        **{key: value for key, value in fields.items() if value},
    }


def _own(resource: Resource) -> dict[str, Any]:
    own: dict[str, Any] = {}
    if resource.aliases:
        own["aliases"] = list(resource.aliases)
    if resource.delete_before_replace is not None:
        own["deleteBeforeReplace"] = resource.delete_before_replace
    return own


def _properties(values: Mapping[str, Value]) -> wire.Plain:
    return wire.encode(values, _redacted)


def _redacted(secret: Secret) -> wire.Plain:
    """Write that there is a secret, and whether it is known yet, but nothing of it."""
    shown = wire.UNKNOWN_TEXT if isinstance(secret.value, Unknown) else REDACTED
    return {wire.SIGNATURE_KEY: wire.SECRET, "plaintext": json.dumps(shown)}
