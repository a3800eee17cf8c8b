"""What the engine's preview does not list: unchanged resources and default providers."""

from __future__ import annotations

from dataclasses import replace

from evenkeel.cli.failure import FailureError
from evenkeel.cli.sides.kinds import DocumentSide, Side
from evenkeel.model import Fidelity, Plan


def completed(base: Side, head: Side, old: Plan, new: Plan) -> tuple[Plan, Plan, list[str]]:
    """Return the two plans made comparable, with notes for the reader.

    Raises:
        FailureError: a preview lists only what changes, and the other side does not say what the rest is.
    """
    notes: list[str] = []
    if isinstance(base, DocumentSide) and base.document.left_out:
        raise _incomplete(base)
    if isinstance(head, DocumentSide) and head.document.left_out:
        if old.fidelity is not Fidelity.EXPORTED:
            raise _incomplete(head)
        listed = {resource.urn for resource in new.resources}
        rest = tuple(
            resource
            for resource in old.resources
            if resource.urn not in listed and resource.urn not in head.document.deleted
        )
        notes.append(
            f"{head.label} lists only what changes; the other {len(rest)} resources are taken from {base.label}"
        )
        new = replace(new, resources=(*new.resources, *rest))
    if Fidelity.ENGINE in {old.fidelity, new.fidelity}:
        old, new = _without_default_providers(old), _without_default_providers(new)
    return old, new, notes


def _incomplete(side: DocumentSide) -> FailureError:
    return FailureError(
        f"{side.label}: a preview without {side.document.left_out} unchanged resources; make it with "
        "`pulumi preview --json --show-sames`, or compare it with the state that it was made from "
        "(pulumi stack export) as the base"
    )


def _without_default_providers(plan: Plan) -> Plan:
    kept = tuple(
        resource
        for resource in plan.resources
        if not (resource.type.startswith("pulumi:providers:") and resource.name.startswith("default"))
    )
    return replace(plan, resources=kept)
