"""The digest that `pulumi preview --json` prints, as a deployment.

Its shape is `PreviewDigest` of `pkg/backend/display/json.go` in pulumi/pulumi, read 2026-11-22: steps with the state
before and after, secrets as the text `[secret]`, unknown values as the engine's marker; without `--show-sames` only
what changes is in it, and default providers never are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from evenkeel.diff import Told
from evenkeel.model import REDACTED
from evenkeel.model.change import Operation

_SECRET: Final = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    "plaintext": json.dumps(REDACTED),
}
_GONE: Final = frozenset({"delete", "delete-replaced", "discard", "discard-replaced", "read-discard"})
_OPERATIONS: Final = {
    "create-replacement": Operation.REPLACE,
    "delete-replaced": Operation.REPLACE,
    "import-replacement": Operation.REPLACE,
    "replace": Operation.REPLACE,
    "same": Operation.SAME,
    "update": Operation.UPDATE,
}
"""What a step means; what is created, deleted or read shows by which side has it."""
_STEP: Final = re.compile(r'\["([^"]*)"\]|\[\d+\]|([^.\[]+)')


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview, taken apart.

    Attributes:
        deployment: what will be there, in the form of an export.
        left_out: how many unchanged resources are not in it.
        deleted: URNs of what goes.
        told: by URN what the engine will do with what stays.
    """

    deployment: dict[str, Any]
    left_out: int
    deleted: frozenset[str]
    told: Mapping[str, Told]


def as_deployment(digest: Mapping[str, Any]) -> Preview:
    """Turn a digest into a deployment.

    Raises:
        KeyError, TypeError, ValueError: it is damaged.
    """
    states: dict[str, dict[str, Any]] = {}
    deleted: set[str] = set()
    told: dict[str, Told] = {}
    same = 0
    for step in cast("list[dict[str, Any]]", digest.get("steps") or []):
        operation, urn = str(step["op"]), str(step["urn"])
        if operation in _OPERATIONS:
            told[urn] = _verdict(step, told.get(urn))
        if operation in _GONE:
            deleted.add(urn)
            continue
        state = step.get("newState")
        if state is None:
            continue
        same += operation == "same" and urn not in states
        marked = cast("dict[str, Any]", _marked(state))
        states[urn] = marked | {"urn": urn}
    summary = cast("Mapping[str, int]", digest.get("changeSummary") or {})
    providers = {
        str(state["provider"]).rpartition("::")[0]
        for state in states.values()
        if "::default" in str(state.get("provider"))
    }
    left_out = int(summary.get("same", 0)) - same - len(providers)
    deployment = {
        "version": 3,
        "evenkeel": {"fidelity": "engine"},
        "deployment": {"resources": list(states.values())},
    }
    return Preview(deployment, max(left_out, 0), frozenset(deleted - states.keys()), told)


def _verdict(step: Mapping[str, Any], earlier: Told | None) -> Told:
    """Return what a step says of its resource; a replacement takes several, and counts more than anything else."""
    operation = _OPERATIONS[str(step["op"])]
    detailed = cast("Mapping[str, Mapping[str, Any]]", step.get("detailedDiff") or {})
    exact = [path for path, difference in detailed.items() if str(difference.get("kind")).endswith("-replace")]
    reasons = frozenset(map(_keys, exact or cast("list[str]", step.get("replaceReasons") or [])))
    if earlier is None:
        return Told(operation, reasons)
    is_replaced = Operation.REPLACE in {operation, earlier.operation}
    return Told(Operation.REPLACE if is_replaced else operation, earlier.reasons | reasons)


def _keys(path: str) -> tuple[str, ...]:
    """Return the keys of a path of the engine (`spec.ports[0]["a.b"]`), without the places in lists."""
    return tuple(quoted or plain for quoted, plain in _STEP.findall(path) if quoted or plain)


def _marked(value: object) -> object:
    if value == REDACTED:
        return _SECRET
    if isinstance(value, dict):
        return {key: _marked(item) for key, item in cast("dict[str, object]", value).items()}
    return [_marked(item) for item in cast("list[object]", value)] if isinstance(value, list) else value
