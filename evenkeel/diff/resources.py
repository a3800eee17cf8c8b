"""What happens to each resource: its differences, their effects, and what follows from other resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, cast

from evenkeel.diff.ignored import covers
from evenkeel.diff.matching import identity, match
from evenkeel.diff.options import option_changes
from evenkeel.diff.properties import Differences, differences, keys
from evenkeel.diff.replacement import rules
from evenkeel.diff.stateful import is_stateful
from evenkeel.model import Fidelity, Plan, Resource, Secret, Unknown, Value
from evenkeel.model.change import Difference, Effect, Operation, OptionChange, PropertyChange, ResourceChange

_REPLACED: Final = {Operation.REPLACE: Effect.REPLACES, Operation.MAY_REPLACE: Effect.MAY_REPLACE}
_LATE: Final = frozenset({Difference.MAY_CHANGE, Difference.SECRET_MAY_CHANGE})
_LASTING: Final = frozenset({Operation.SAME, Operation.RENAME})
_IDENTIFIERS: Final = ("id", "arn", "name", "bucket", "url", "keyId")
"""Outputs that a resource keeps as long as it is not replaced."""


class Resources:
    """Walks two plans and tells what happens to each resource, dependencies first."""

    def __init__(self, base: Plan, head: Plan) -> None:
        self._base, self._head = base, head
        self._pairs = list(match(base, head))
        self._deployed = Fidelity.EXPORTED in {base.fidelity, head.fidelity}
        self._same_making = base.fidelity == head.fidelity
        self._operations: dict[str, Operation] = {}
        self._former: dict[str, Resource] = {
            identity(after.urn): before for before, after in self._pairs if before is not None and after is not None
        }
        self._now = {
            identity(before.urn): identity(after.urn)
            for before, after in self._pairs
            if before is not None and after is not None
        }

    def changes(self) -> Iterator[ResourceChange]:
        """Yield one change a resource, the head's in its order, then the deletions."""
        for before, after in self._pairs:
            if after is None:
                if before is not None:
                    yield ResourceChange(
                        operation=Operation.DELETE, before=before, after=None, stateful=is_stateful(before.type)
                    )
                continue
            if before is None:
                change = ResourceChange(
                    operation=Operation.CREATE, before=None, after=after, stateful=is_stateful(after.type)
                )
            else:
                change = self._kept(before, after)
            self._operations[identity(after.urn)] = change.operation
            yield change

    def _kept(self, before: Resource, after: Resource) -> ResourceChange:
        stateful = is_stateful(after.type)
        sources = self._sources(before, after)
        if before == after and not sources:
            return ResourceChange(operation=Operation.SAME, before=before, after=after, stateful=stateful)
        found = differences(
            before.inputs,
            after.inputs,
            deployed=self._deployed,
            settles=None if self._same_making else lambda key, value: self._settles(before, after, key, value),
        )
        shown, quiet = self._judged(after, found)
        shown = [_from_replaced(change, sources) for change in shown]
        touched = {change.path[0] for change in shown}
        shown += [change for change in sources if change.path[0] not in touched]
        options = option_changes(before, after, deployed=self._deployed)
        outputs = differences(before.outputs, after.outputs) if self._same_making else Differences()
        return ResourceChange(
            operation=_operation(before, after, shown, options),
            before=before,
            after=after,
            properties=tuple(shown),
            quiet=tuple(quiet),
            options=options,
            outputs=(*outputs.shown, *outputs.quiet),
            stateful=stateful,
        )

    def _judged(self, after: Resource, found: Differences) -> tuple[list[PropertyChange], list[PropertyChange]]:
        """Give each difference its effect, and set aside those which the resource ignores."""
        shown: list[PropertyChange] = []
        quiet = list(found.quiet)
        for change in found.shown:
            if after.ignore_changes and covers(after.ignore_changes, change.before_at, change.path):
                quiet.append(change)
            else:
                shown.append(replace(change, effect=_effect(after, change)))
        return shown, quiet

    def _sources(self, before: Resource, after: Resource) -> list[PropertyChange]:
        """Return the properties that stay unknown, but come from another resource, or from one that is replaced."""
        found: list[PropertyChange] = []
        for key, urns in after.property_dependencies.items():
            if key not in before.inputs or key not in after.inputs:
                continue
            now = {identity(urn) for urn in urns}
            former = {self._now.get(identity(urn), identity(urn)) for urn in before.property_dependencies.get(key, ())}
            moved = self._same_making and now != former
            effects = {_REPLACED.get(self._operations.get(source, Operation.SAME)) for source in now} - {None}
            if not (moved or effects) or not _has_unknown(after.inputs[key]):
                continue
            if moved and not effects and not _has_unknown(before.inputs[key]):
                continue  # it was known before: an ordinary difference
            change = PropertyChange(
                path=(key,),
                before_at=(key,),
                after_at=(key,),
                difference=Difference.SOURCE_CHANGED,
                before=before.inputs[key],
                after=after.inputs[key],
            )
            effect = _effect(after, change)
            if effect is Effect.REPLACES and not moved and Effect.REPLACES not in effects:
                effect = Effect.MAY_REPLACE
            if not (after.ignore_changes and covers(after.ignore_changes, (key,), (key,))):
                found.append(replace(change, effect=effect))
        return found

    def _settles(self, before: Resource, after: Resource, key: str, value: Value) -> bool:
        """Tell whether an unknown comes from resources that keep what the property holds already."""
        sources = after.property_dependencies.get(key, ())
        if not sources:
            return False
        former = {self._now.get(identity(urn), identity(urn)) for urn in before.property_dependencies.get(key, ())}
        if former and former != {identity(urn) for urn in sources}:
            return False
        return all(self._keeps(identity(urn), value) for urn in sources)

    def _keeps(self, source: str, value: Value) -> bool:
        operation = self._operations.get(source)
        if operation in _LASTING:
            return True
        if operation is not Operation.UPDATE:
            return False
        outputs = self._former[source].outputs
        return any(outputs.get(name) == value for name in _IDENTIFIERS if name in outputs)


def _from_replaced(change: PropertyChange, sources: Sequence[PropertyChange]) -> PropertyChange:
    """Return a difference that is certain, where the unknown comes from a resource that is replaced."""
    if change.difference is Difference.MAY_CHANGE:
        for source in sources:
            if source.path[0] == change.path[0] and source.effect is Effect.REPLACES:
                return replace(change, effect=Effect.REPLACES)
    return change


def _effect(resource: Resource, change: PropertyChange) -> Effect:
    if not resource.custom:
        return Effect.IN_PLACE
    if covers(resource.replace_on_changes, change.before_at, change.path):
        return Effect.REPLACES
    effect = rules(resource.type).effect(keys(change.path))
    uncertain = change.difference in _LATE or (
        change.path == ("region",) and change.difference is not Difference.CHANGED
    )
    return Effect.MAY_REPLACE if effect is Effect.REPLACES and uncertain else effect


def _operation(
    before: Resource, after: Resource, shown: Sequence[PropertyChange], options: Sequence[OptionChange]
) -> Operation:
    effects = {change.effect for change in shown}
    if Effect.REPLACES in effects:
        return Operation.REPLACE
    visible = [option for option in options if option.shown]
    if Effect.MAY_REPLACE in effects or (after.custom and any(option.name == "provider" for option in visible)):
        return Operation.MAY_REPLACE
    if shown or visible:
        return Operation.UPDATE
    return Operation.SAME if identity(before.urn) == identity(after.urn) else Operation.RENAME


def _has_unknown(value: Value) -> bool:
    if isinstance(value, Secret):
        return _has_unknown(value.value)
    if isinstance(value, Mapping):
        return any(_has_unknown(item) for item in cast("Mapping[str, Value]", value).values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return any(_has_unknown(item) for item in value)
    return isinstance(value, Unknown)
