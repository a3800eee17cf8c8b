"""What the SARIF 2.1.0 schema asks of the objects that a log of ours is made of.

Written after https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json (read 2026-11):
required members, types, closed vocabularies, and no member that the schema does not have.
"""

from __future__ import annotations

from typing import Any, Final

import jsonschema

_TEXT: Final = {"type": "string"}
_WHOLE: Final = {"type": "integer", "minimum": -1}
_BAG: Final = {"type": "object", "properties": {"tags": {"type": "array", "items": _TEXT, "uniqueItems": True}}}
_LEVEL: Final = {"enum": ["none", "note", "warning", "error"]}


def _closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


_MESSAGE: Final = {**_closed([], text=_TEXT, markdown=_TEXT, id=_TEXT), "anyOf": [{"required": ["text"]}]}
_MULTIFORMAT: Final = _closed(["text"], text=_TEXT, markdown=_TEXT)
_LOCATION: Final = _closed(
    [],
    physicalLocation=_closed(
        ["artifactLocation"],
        artifactLocation=_closed([], uri={"type": "string", "format": "uri-reference"}, uriBaseId=_TEXT),
        region=_closed(["startLine"], startLine={"type": "integer", "minimum": 1}),
    ),
    logicalLocations=_list(_closed([], name=_TEXT, fullyQualifiedName=_TEXT, kind=_TEXT)),
)
_RULE: Final = _closed(
    ["id"],
    id=_TEXT,
    name=_TEXT,
    shortDescription=_MULTIFORMAT,
    fullDescription=_MULTIFORMAT,
    help=_MULTIFORMAT,
    defaultConfiguration=_closed([], level=_LEVEL),
    properties=_BAG,
)
_RESULT: Final = _closed(
    ["message"],
    ruleId=_TEXT,
    ruleIndex=_WHOLE,
    kind={"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
    level=_LEVEL,
    message=_MESSAGE,
    locations=_list(_LOCATION),
    partialFingerprints={"type": "object", "additionalProperties": _TEXT},
    suppressions=_list(
        _closed(
            ["kind"],
            kind={"enum": ["inSource", "external"]},
            status={"enum": ["accepted", "underReview", "rejected"]},
            justification=_TEXT,
        )
    ),
    properties=_BAG,
)
_NOTIFICATION: Final = _closed(
    ["message"], level=_LEVEL, message=_MESSAGE, associatedRule=_closed([], id=_TEXT, index=_WHOLE)
)
_RUN: Final = _closed(
    ["tool"],
    tool=_closed(
        ["driver"],
        driver=_closed(
            ["name"],
            name=_TEXT,
            semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
            rules={**_list(_RULE), "uniqueItems": True},
        ),
    ),
    automationDetails=_closed([], id=_TEXT),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=_list(
        _closed(
            ["executionSuccessful"],
            executionSuccessful={"type": "boolean"},
            toolExecutionNotifications=_list(_NOTIFICATION),
        )
    ),
    results=_list(_RESULT),
)
_LOG: Final = {
    **_closed(["version", "runs"], version={"const": "2.1.0"}, runs=_list(_RUN)),
    "patternProperties": {r"^\$schema$": _TEXT},
}


def problems(log: dict[str, Any]) -> list[str]:
    """Return what is wrong with a log, references from results to rules included."""
    validator: Any = jsonschema.Draft7Validator(_LOG)
    found = [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(log)]
    if found:
        return found
    for run in log["runs"]:
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        for result in run["results"]:
            if "ruleIndex" in result and rules[result["ruleIndex"]] != result["ruleId"]:
                found.append(f"{result['ruleId']} has the index of another rule")
            if result["kind"] != "fail" and result["level"] != "none":
                found.append(f"{result['ruleId']}: kind {result['kind']} with level {result['level']}")
    return found
