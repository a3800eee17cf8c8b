"""What happens to each resource: its differences, their effects, and what follows from other resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, cast

from evenkeel.diff.deletes_first import deletes_first
from evenkeel.diff.ignored import covers
from evenkeel.diff.matching import identity, match
from evenkeel.diff.options import ITS_PROVIDER, option_changes
from evenkeel.diff.properties import Differences, differences, keys
from evenkeel.diff.providers import ReplacedProviders
from evenkeel.diff.replacement import rules
from evenkeel.diff.stateful import is_stateful
from evenkeel.diff.told import Told, as_told
from evenkeel.model import Fidelity, Plan, Resource, Secret, Unknown, Value
from evenkeel.model.change import Difference, Effect, Operation, OptionChange, PropertyChange, ResourceChange, Step

_REPLACED: Final = {Operation.REPLACE: Effect.REPLACES, Operation.MAY_REPLACE: Effect.MAY_REPLACE}
_LATE: Final = frozenset({Difference.MAY_CHANGE, Difference.SECRET_MAY_CHANGE})
_LASTING: Final = frozenset({Operation.SAME, Operation.RENAME})
_OF_PROVIDER: Final = frozenset({"provider", ITS_PROVIDER})
_IDENTIFIERS: Final = ("id", "arn", "name", "bucket", "url", "endpoint", "issuer")
"""Ends of the names of outputs that a resource keeps as long as it is not replaced."""


class Resources:
    """Walks two plans and tells what happens to each resource, dependencies first."""

    def __init__(self, base: Plan, head: Plan, told: Mapping[str, Told] | None = None) -> None:
        self._base, self._head = base, head
        self._told = told or {}
        self._pairs = list(match(base, head))
        self._deployed = Fidelity.EXPORTED in {base.fidelity, head.fidelity}
        self._same_making = base.fidelity == head.fidelity
        self._operations: dict[str, Operation] = {}
        self._deleted_first: dict[str, Effect] = {}
        self._providers = ReplacedProviders(self._operations.get)
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
                change = as_told(self._kept(before, after), self._told.get(after.urn))
            self._operations[identity(after.urn)] = change.operation
            self._providers.see(change)
            yield change

    def _kept(self, before: Resource, after: Resource) -> ResourceChange:
        stateful = is_stateful(after.type)
        sources = self._sources(before, after)
        reached = self._providers.reach(before, after)
        if before == after and not (sources or reached or self._taken_along(before, after)):
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
        taken = [change for change in self._taken_along(before, after) if change.path[0] not in _replacing(shown)]
        shown += taken
        options = option_changes(before, after, deployed=self._deployed)
        if reached is not None and not any(option.name == "provider" and option.shown for option in options):
            options = (*options, reached)
        outputs = differences(before.outputs, after.outputs) if self._same_making else Differences()
        operation = _operation(before, after, shown, options)
        effect = _REPLACED.get(operation)
        if effect is not None and (taken or deletes_first(before, after)):
            self._deleted_first[identity(after.urn)] = effect
        return ResourceChange(
            operation=operation,
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
            change = _source_changed(key, before, after)
            effect = _effect(after, change)
            if effect is Effect.REPLACES and not moved and Effect.REPLACES not in effects:
                effect = Effect.MAY_REPLACE
            if not (after.ignore_changes and covers(after.ignore_changes, (key,), (key,))):
                found.append(replace(change, effect=effect))
        return found

    def _taken_along(self, before: Resource, after: Resource) -> list[PropertyChange]:
        """Return the properties for which this goes too, since they depend on something that is deleted first.

        The engine asks the provider what would happen if such a property, known or not, were unknown; where that
        means a replacement, it deletes the dependent before the resource that it depends on.
        """
        found: list[PropertyChange] = []
        for key, urns in before.property_dependencies.items() if self._deleted_first else ():
            effects = {self._deleted_first.get(self._now.get(identity(urn), "")) for urn in urns} - {None}
            if not effects or key not in before.inputs or key not in after.inputs:
                continue
            change = _source_changed(key, before, after)
            effect = _effect(after, change)
            if effect is not Effect.IN_PLACE and not covers(after.ignore_changes, (key,), (key,)):
                certain = effect is Effect.REPLACES and Effect.REPLACES in effects
                found.append(replace(change, effect=Effect.REPLACES if certain else Effect.MAY_REPLACE))
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
        lasting = set(_identifiers(self._former[source].outputs))
        return any(identifier in text for text in _texts(value) for identifier in lasting)


def _source_changed(key: str, before: Resource, after: Resource) -> PropertyChange:
    return PropertyChange(
        path=(key,),
        before_at=(key,),
        after_at=(key,),
        difference=Difference.SOURCE_CHANGED,
        before=before.inputs[key],
        after=after.inputs[key],
    )


def _replacing(changes: Sequence[PropertyChange]) -> set[Step]:
    return {change.path[0] for change in changes if change.effect is Effect.REPLACES}


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
    if Effect.MAY_REPLACE in effects or (after.custom and any(option.name in _OF_PROVIDER for option in visible)):
        return Operation.MAY_REPLACE
    if shown or visible:
        return Operation.UPDATE
    return Operation.SAME if identity(before.urn) == identity(after.urn) else Operation.RENAME


def _identifiers(value: Value, key: str = "") -> Iterator[str]:
    if isinstance(value, str) and value and key.lower().endswith(_IDENTIFIERS):
        yield value
    elif isinstance(value, Mapping):
        for name, item in cast("Mapping[str, Value]", value).items():
            yield from _identifiers(item, name)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from _identifiers(item, key)


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in cast("Mapping[str, Value]", value).values():
            yield from _texts(item)
    elif isinstance(value, Sequence):
        for item in value:
            yield from _texts(item)


def _has_unknown(value: Value) -> bool:
    if isinstance(value, Secret):
        return _has_unknown(value.value)
    if isinstance(value, Mapping):
        return any(_has_unknown(item) for item in cast("Mapping[str, Value]", value).values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return any(_has_unknown(item) for item in value)
    return isinstance(value, Unknown)
