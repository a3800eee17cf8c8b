"""Outputs of the shape that the SDK expects: what was given, and what only the cloud would know, made up."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from evenkeel.plan import sdk
from tests.engine.stand_in import kinds
from tests.engine.stand_in.values import SECRET, SIGNATURE, UNKNOWN, at, revealed

ACCOUNT = "123456789012"
REGION = "us-east-1"

# Members of a mapping that the program gives which the cloud fills in; the SDK's types do not tell them from the rest.
FILLED_IN: Final[dict[str, tuple[str, ...]]] = {
    "aws:eks/cluster:Cluster": ("vpcConfig.clusterSecurityGroupId", "vpcConfig.vpcId"),
}
CLOUD_FORMATION: Final = "aws:cloudformation/stack:Stack"
_DEEPEST = 4
"""Nesting of what is made up: some types hold themselves."""


def outputs(token: str, identifier: str, inputs: Mapping[str, Any], *, preview: bool) -> dict[str, Any]:
    """Return inputs and computed properties: unknown in a preview, made up from the id after."""
    declared, record = sdk.resource_class(token), kinds.of_outputs(token)
    if declared is None or record is None:
        return dict(inputs)
    members = record.members
    found = {name: _as_output(value, members.get(name)) for name, value in inputs.items()}
    maker = _Maker(token, identifier)
    for name in sdk.always_set(declared):
        if name not in found:
            found[name] = UNKNOWN if preview else maker.make(name, members[name])
    if token == CLOUD_FORMATION:
        found["outputs"] = UNKNOWN if preview else _template_outputs(inputs, maker)
    for path in FILLED_IN.get(token, ()):
        whole, _, key = path.partition(".")
        if isinstance(found.get(whole), dict) and at(found, path) is None:
            found[whole] = {**found[whole], key: UNKNOWN if preview else maker.text(key)}
    return found


def _template_outputs(inputs: Mapping[str, Any], maker: _Maker) -> dict[str, str]:
    """Return a value for each output that a CloudFormation template declares."""
    body = revealed(inputs.get("templateBody"))
    declared: dict[str, Any] = json.loads(body).get("Outputs", {}) if isinstance(body, str) else {}
    return {name: maker.text(name) for name in declared}


class _Maker:
    """Makes up values for one thing."""

    def __init__(self, token: str, identifier: str) -> None:
        self._token = token
        self._identifier = identifier

    def make(self, name: str, kind: kinds.Kind, depth: int = 0) -> Any:
        """Return a value of a kind."""
        makers: dict[type[Any], Callable[[], object]] = {
            kinds.Text: lambda: self.text(name),
            kinds.Number: lambda: 1,
            kinds.Truth: lambda: False,
            kinds.FreeMapping: dict[str, Any],
            kinds.Anything: lambda: self.text(name),
        }
        if isinstance(kind, kinds.OneOf):
            return self.make(name, kind.alternatives[0], depth)
        if isinstance(kind, kinds.Sequence):
            whole = isinstance(kind.item, kinds.Record) and depth < _DEEPEST
            return [self.make(name, kind.item, depth)] if whole else []
        if isinstance(kind, kinds.Record):
            members = kind.members.items() if depth < _DEEPEST else ()
            return {key: self.make(key, member, depth + 1) for key, member in members}
        return makers[type(kind)]()

    def text(self, name: str) -> str:
        """Return a text such as AWS gives to a property of this name."""
        lower = name.lower()
        if lower.endswith("arn"):
            service = self._token.split(":")[1].split("/", maxsplit=1)[0]
            return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{self._identifier}"
        if lower == "region":
            return REGION
        if lower == "data":
            return base64.b64encode(self._identifier.encode()).decode()
        return f"{name}-{self._identifier}"


def _as_output(value: Any, kind: kinds.Kind | None) -> Any:
    """Return what the SDK types as text as text, where a program may give it as a mapping: policies."""
    given: object = value
    if isinstance(given, dict) and isinstance(kind, kinds.Text):
        members = cast("dict[str, Any]", given)
        if members.get(SIGNATURE) == SECRET:
            return members
        text = json.dumps(members, separators=(",", ":"), sort_keys=True)
        return UNKNOWN if UNKNOWN in text else text
    return value
