"""A change as JSON types, for other tools."""

from __future__ import annotations

from typing import Final

from evenkeel.model import Plan
from evenkeel.model.change import Change, Missing, ResourceChange
from evenkeel.report.changes_groups import counted
from evenkeel.report.changes_notes import all_notes
from evenkeel.report.changes_values import Shown, ShownProperty, path_text, plain
from evenkeel.report.changes_verdict import verdict

FORMAT: Final = "evenkeel/change"
VERSION: Final = 1


def diff_json(change: Change) -> dict[str, object]:
    """Return a change as nested dicts and lists; secrets are redacted, unchanged resources left out."""
    shown = Shown(change)
    return {
        "format": FORMAT,
        "version": VERSION,
        "project": shown.text(change.head.project),
        "stack": shown.text(change.head.stack),
        "base": _side(shown, change.base, change.base_label),
        "head": _side(shown, change.head, change.head_label),
        "verdict": shown.text(verdict(change)),
        "counts": {operation.value: count for operation, count in counted(change).items()},
        "dangers": [
            {"kind": danger.kind.value, "urn": shown.urn(danger.urn), "detail": shown.text(danger.detail)}
            for danger in change.dangers
        ],
        "secrets": [{"key": shown.text(each.key), "difference": each.difference.value} for each in change.secrets],
        "secretsThatMayHaveChanged": [
            {
                "urn": shown.urn(each.urn),
                "path": path_text([shown.text(step) for step in each.path if isinstance(step, str)]),
            }
            for each in change.hidden_secrets
        ],
        "resources": [_resource(shown, each) for each in change.changed],
        "outputs": [_property(each) for each in shown.outputs()],
        "notes": [shown.text(note) for note in all_notes(change)],
    }


def _side(shown: Shown, plan: Plan, label: str) -> dict[str, object]:
    return {
        "label": shown.text(label),
        "stack": shown.text(plan.stack),
        "fidelity": plan.fidelity.value,
        "versions": {shown.text(name): shown.text(version) for name, version in plan.versions.items()},
    }


def _resource(shown: Shown, change: ResourceChange) -> dict[str, object]:
    resource = change.resource
    content: dict[str, object] = {
        "urn": shown.urn(resource.urn),
        "type": shown.urn(resource.type),
        "name": shown.text(resource.name),
        "operation": change.operation.value,
        "custom": resource.custom,
        "parent": None if resource.parent is None else shown.urn(resource.parent),
        "renamedFrom": None if change.renamed_from is None else shown.urn(change.renamed_from),
        "protected": change.protected,
        "stateful": change.stateful,
        "properties": [_property(each) for each in shown.properties(change)],
        "options": [
            {"name": option.name, "before": shown.text(str(option.before)), "after": shown.text(str(option.after))}
            for option in change.options
            if option.shown
        ],
    }
    if change.before is None:
        content["inputs"] = plain(shown.inputs(resource))
    return content


def _property(found: ShownProperty) -> dict[str, object]:
    content: dict[str, object] = {"path": found.path, "sign": found.sign, "effect": found.effect.value}
    if not isinstance(found.before, Missing):
        content["before"] = plain(found.before)
    if not isinstance(found.after, Missing):
        content["after"] = plain(found.after)
    return content | ({"note": found.note} if found.note else {})
