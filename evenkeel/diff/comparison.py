"""Two plans become one change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

from evenkeel.diff.dangers import dangers
from evenkeel.diff.properties import differences, keys
from evenkeel.diff.renames import likely_renames
from evenkeel.diff.replacement import is_verified, retrieved, rules
from evenkeel.diff.resources import Resources
from evenkeel.diff.told import Told
from evenkeel.model import REDACTED, Fidelity, Plan, Secret, Value
from evenkeel.model.change import Change, Effect, HiddenSecret, Item, Operation, ResourceChange, SecretChange, Step

_MADE: Final = {
    Fidelity.RECORDED: "recorded from the program, without state or provider",
    Fidelity.EXPORTED: "the exported state of a deployed stack",
    Fidelity.ENGINE: "the engine's own preview",
}


def compare(
    base: Plan,
    head: Plan,
    *,
    base_label: str = "base",
    head_label: str = "head",
    secrets: Sequence[SecretChange] | None = None,
    notes: Sequence[str] = (),
    told: Mapping[str, Told] | None = None,
) -> Change:
    """Compare two plans of one stack.

    Args:
        base: the plan before.
        head: the plan after.
        base_label: what the reader calls it.
        head_label: the same.
        secrets: what differs between the ciphertexts of the two stack files; None where they are not known.
        notes: what the reader should know beside.
        told: by URN what the engine's own preview says; it counts where the base is the state that it was made from.
    """
    resources = tuple(Resources(base, head, told if base.fidelity is Fidelity.EXPORTED else None).changes())
    outputs = differences(base.outputs, head.outputs) if base.fidelity == head.fidelity else None
    return Change(
        base=base,
        head=head,
        base_label=base_label,
        head_label=head_label,
        resources=resources,
        outputs=(*outputs.shown, *outputs.quiet) if outputs else (),
        dangers=dangers(resources),
        secrets=tuple(secrets or ()),
        hidden_secrets=tuple(_hidden(resources)) if secrets is None or secrets else (),
        notes=(*notes, *_notes(base, head, resources)),
    )


def _notes(base: Plan, head: Plan, resources: Sequence[ResourceChange]) -> Iterator[str]:
    yield f"base: {_MADE[base.fidelity]}; head: {_MADE[head.fidelity]}"
    if base.stack != head.stack or base.project != head.project:
        yield f"two stacks are compared: {base.project}/{base.stack} and {head.project}/{head.stack}"
    if any(each.told for each in resources):
        yield "what the engine's preview says of a resource stands as it says; nothing is predicted there"
    predicted = [each for each in resources if not each.told]
    if replaced := [each for each in predicted if each.operation in {Operation.REPLACE, Operation.MAY_REPLACE}]:
        yield f"replacements are predicted from a table of {retrieved()}; the providers were not asked"
        if unverified := sorted({each.resource.type for each in replaced if not is_verified(each.resource.type)}):
            yield f"predicted without having read the provider's source: {', '.join(unverified)}"
        yield from dict.fromkeys(_dependent(replaced))
    for former, new in likely_renames(resources):
        yield f"{new.name} looks like a rename of {former.name} ({new.type}): if it is one, give it an alias"
    if base.fidelity is not head.fidelity:
        yield "outputs are not compared, since the two sides were not made in the same way"
    for name in sorted(base.versions.keys() | head.versions.keys()):
        old, new = base.versions.get(name), head.versions.get(name)
        if old and new and old != new:
            yield f"{name} is {old} in the base and {new} in the head"


def _dependent(resources: Sequence[ResourceChange]) -> Iterator[str]:
    """Yield on what it depends whether a property's change replaces."""
    for change in resources:
        known = rules(change.resource.type)
        for each in change.properties:
            if each.effect is Effect.MAY_REPLACE and (remark := known.remark(keys(each.path))):
                yield f"{change.resource.type} may be replaced for {remark}"


def _hidden(resources: Sequence[ResourceChange]) -> Iterator[HiddenSecret]:
    """Yield the secrets that cannot be read on either side, which may therefore have changed."""
    for change in resources:
        if change.before is None or change.after is None:
            continue
        for path in _unreadable(change.after.inputs, ()):
            yield HiddenSecret(urn=change.after.urn, path=path)


def _unreadable(value: Value, path: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    if isinstance(value, Secret):
        if value.value == REDACTED:
            yield path
    elif isinstance(value, Mapping):
        for key, item in cast("Mapping[str, Value]", value).items():
            if isinstance(item, (dict, list, Secret)):
                yield from _unreadable(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, (dict, list, Secret)):
                yield from _unreadable(item, (*path, Item("", str(index))))
