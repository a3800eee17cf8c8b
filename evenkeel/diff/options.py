"""The options of a resource that differ."""

from __future__ import annotations

from typing import Final

from evenkeel.model import Resource
from evenkeel.model.change import OptionChange

SHOWN: Final = frozenset(
    {
        "protect", "retain_on_delete", "deleted_with", "delete_before_replace", "ignore_changes",
        "replace_on_changes", "import_id", "provider",
    }
)  # fmt: skip
FIELDS: Final = SHOWN | {
    "urn", "type", "name", "custom", "external", "parent", "dependencies", "property_dependencies",
    "additional_secret_outputs", "aliases", "custom_timeouts",
}  # fmt: skip
"""All fields of a resource but its inputs and outputs."""
ITS_PROVIDER: Final = "its provider"
"""Stands among the options of a resource for what happens to its provider; no field of the resource."""
_ORDER: Final = tuple(sorted(FIELDS))


def option_changes(before: Resource, after: Resource, *, deployed: bool) -> tuple[OptionChange, ...]:
    """Return the options that differ.

    Args:
        before: the resource as it was.
        after: the resource as it is.
        deployed: one side is the state of a deployed stack, which does not keep all options, and refers to providers
            by their ids.
    """
    found: list[OptionChange] = []
    for name in _ORDER:
        old: object = getattr(before, name)
        new: object = getattr(after, name)
        if old == new:
            continue
        quiet = name == "provider" and (not old or not new or _without_id(old) == _without_id(new))
        quiet = quiet or (deployed and name not in {"protect", "provider"})
        shown = name in SHOWN and not quiet
        found.append(OptionChange(name=name, before=old, after=new, shown=shown))
    return tuple(found)


def _without_id(reference: object) -> str:
    """Return the name of the provider in a reference `URN::id`: the URN differs between stacks, the id always."""
    return str(reference).rpartition("::")[0].rpartition("::")[2]
