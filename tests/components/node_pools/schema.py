"""Validates documents against the definitions that ship with the platform, unknown fields included."""

from __future__ import annotations

from typing import Any, cast

import jsonschema

from components.custom_resource_definitions import definitions


def faults(project: str, document: Any) -> list[str]:
    """Return what is wrong with `document` by the definition of its kind in `project`."""
    (definition,) = (each for each in definitions(project) if each["spec"]["names"]["kind"] == document["kind"])
    schema = _closed(definition["spec"]["versions"][0]["schema"]["openAPIV3Schema"])
    schema["properties"]["metadata"] = {"type": "object", "required": ["name"]}
    validator = jsonschema.Draft202012Validator(schema)
    found = cast("Any", validator).iter_errors(document)
    return [f"{'.'.join(str(part) for part in error.absolute_path)}: {error.message}" for error in found]


def _closed(schema: Any) -> Any:
    """Return `schema` refusing unknown fields, which the API server would silently drop."""
    if isinstance(schema, list):
        return [_closed(item) for item in cast("list[Any]", schema)]
    if not isinstance(schema, dict):
        return schema
    found = {key: _closed(value) for key, value in cast("dict[str, Any]", schema).items()}
    if found.get("type") == "object" and found.get("properties"):
        found.setdefault("additionalProperties", False)
    return found
