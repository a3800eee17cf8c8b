"""What `evenkeel diff` expects the engine to do, and what the engine does, brought to one form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evenkeel.diff import compare
from evenkeel.model import Plan
from evenkeel.model.change import Difference, Operation, ResourceChange
from evenkeel.plan import loads
from tests.engine.harness import Engine, Step

_OF_STEPS = {
    "create": "create",
    "delete": "delete",
    "update": "update",
    "same": "same",
    "replace": "replace",
    "create-replacement": "replace",
    "delete-replaced": "replace",
}
_REFERENCE = "pulumi:pulumi:StackReference"
_UNCERTAIN = frozenset({Difference.MAY_CHANGE, Difference.SOURCE_CHANGED, Difference.SECRET_MAY_CHANGE})
_CERTAIN = {
    Operation.CREATE: {"create"},
    Operation.DELETE: {"delete"},
    Operation.UPDATE: {"update"},
    Operation.REPLACE: {"replace"},
    Operation.MAY_REPLACE: {"update", "replace"},
    Operation.RENAME: {"same"},
    Operation.SAME: {"same"},
}


def exported(engine: Engine) -> Plan:
    """Return the state as `evenkeel diff` reads it from `pulumi stack export --show-secrets`."""
    return loads(engine.cli("stack", "export", "--show-secrets"), source="state")


def predicted(base: Plan, head: Plan) -> dict[str, set[str]]:
    """Return by URN what the diff of two plans leaves open for each resource."""
    return {
        each.resource.urn: _open(each) for each in compare(base, head).resources if not _is_read(each.resource.type)
    }


def done(steps: Iterable[Step]) -> dict[str, str]:
    """Return by URN what the engine did, or would do, with each resource."""
    return {step.urn: _OF_STEPS[step.operation] for step in steps if not _is_read(step.urn)}


def disagreements(ours: Mapping[str, set[str]], theirs: Mapping[str, str]) -> list[str]:
    """Return one text for each resource of which something else was expected."""
    return [
        f"{urn}: diff expects {ours.get(urn)}, the engine does {theirs.get(urn)}"
        for urn in sorted(ours.keys() | theirs.keys())
        if theirs.get(urn, "nothing") not in ours.get(urn, set())
    ]


def _open(change: ResourceChange) -> set[str]:
    found = _CERTAIN[change.operation]
    if change.operation is Operation.UPDATE and not change.properties:
        return {"same"}  # options are the state's alone: nothing is asked of a provider
    if change.operation in {Operation.UPDATE, Operation.MAY_REPLACE}:
        settled = not all(each.difference in _UNCERTAIN for each in change.properties)
        return found if settled else found | {"same"}
    return found


def _is_read(type_or_urn: str) -> bool:
    return _REFERENCE in type_or_urn
