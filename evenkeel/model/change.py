"""What stands between two plans of a stack: operations, property differences and dangers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from evenkeel.model.plan import Plan
from evenkeel.model.resource import Resource
from evenkeel.model.values import Value


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing stands there."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A step of a path: the text is read as JSON, and the path goes on inside."""

    def __repr__(self) -> str:
        return "PARSED"


PARSED: Final = Parsed()


@dataclass(frozen=True, slots=True)
class Item:
    """A step of a path: an item of a list as a reader names it.

    Attributes:
        key: the property that identifies it (`name`), empty where its content or its place does.
        value: what stands under that key, or the place counted from 0; empty for an item of a set.
    """

    key: str
    value: str


Step: TypeAlias = str | Item | Parsed
"""A step as a reader takes it."""
Place: TypeAlias = tuple[str | int | Parsed, ...]
"""Where a value stands on one side: keys, list indexes and readings as JSON."""


class Operation(StrEnum):
    """What the engine is expected to do with a resource."""

    CREATE = "create"
    DELETE = "delete"
    REPLACE = "replace"
    MAY_REPLACE = "may replace"
    """A property changes of which is not known whether it can change in place."""
    UPDATE = "update"
    RENAME = "rename"
    """Only the URN changes; an alias finds the resource in the state."""
    SAME = "same"


class Effect(StrEnum):
    """What a changed property does to its resource; predicted, except in place."""

    IN_PLACE = "in place"
    REPLACES = "replaces"
    MAY_REPLACE = "may replace"


class Difference(StrEnum):
    """How a property differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MAY_CHANGE = "may change"
    """One side is known only later."""
    SOURCE_CHANGED = "source changed"
    """Unknown on both sides, but it comes from other resources."""
    SECRET_CHANGED = "secret changed"  # noqa: S105 - a label
    SECRET_MAY_CHANGE = "secret may have changed"  # noqa: S105 - a label
    """Secret on both sides, and not readable."""
    REORDERED = "reordered"
    REWRITTEN = "rewritten"
    """The same JSON, written otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyChange:
    """One difference between the properties of a resource.

    Attributes:
        path: where it is, as a reader finds it.
        before_at: where it stood; for an addition, the place of the list or mapping that it came into.
        after_at: where it stands; for a removal, the place of what it was removed from.
        difference: how it differs.
        before: what stood there; may hold secrets, so it is shown only through a report.
        after: what stands there; the same.
        effect: what it does to the resource.
        order: for `REORDERED`, the new index of each item that stays, in the order in which they stood.
    """

    path: tuple[Step, ...]
    before_at: Place
    after_at: Place
    difference: Difference
    before: Value | Missing = MISSING
    after: Value | Missing = MISSING
    effect: Effect = Effect.IN_PLACE
    order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionChange:
    """A resource option that differs (`protect`, `ignoreChanges`...).

    Attributes:
        name: as the field of `Resource` is called; `its provider` for what happens to the provider itself.
        before: its value.
        after: its value.
        shown: False for what a reader need not see, like the order of dependencies.
    """

    name: str
    before: object
    after: object
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceChange:
    """What happens to one resource.

    Attributes:
        operation: what the engine is expected to do.
        before: the resource as it was; None if it is created.
        after: the resource as it will be; None if it is deleted.
        properties: differences of its inputs that a reader sees.
        quiet: differences of its inputs without consequence: the order of sets, the layout of JSON, an unknown whose
            source stays as it is.
        options: differences of its options.
        outputs: differences of its outputs, which follow from its inputs.
        stateful: it holds data that a replacement would lose.
        told: the engine's own preview says so; the operation is not predicted.
    """

    operation: Operation
    before: Resource | None
    after: Resource | None
    properties: tuple[PropertyChange, ...] = ()
    quiet: tuple[PropertyChange, ...] = ()
    options: tuple[OptionChange, ...] = ()
    outputs: tuple[PropertyChange, ...] = ()
    stateful: bool = False
    told: bool = False

    @property
    def resource(self) -> Resource:
        """The resource as it will be, or as it was if it goes."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change without a resource")
        return found

    @property
    def renamed_from(self) -> str | None:
        """Its former URN, if an alias ties it to one of another name, type or parent."""
        if self.before is None or self.after is None:
            return None
        was, now = (urn.split("::", 2)[-1] for urn in (self.before.urn, self.after.urn))
        return None if was == now or self.after.type == "pulumi:pulumi:Stack" else self.before.urn

    @property
    def protected(self) -> bool:
        """Whether the engine refuses to delete what is there."""
        return self.before is not None and self.before.protect


class DangerKind(StrEnum):
    """Why a change deserves to be read first, the worst first."""

    PROVIDER_MOVED = "provider moved"
    PROTECTED_DELETED = "protected resource deleted"
    STATEFUL_DELETED = "data deleted"
    PROTECTED_REPLACED = "protected resource replaced"
    STATEFUL_REPLACED = "data replaced"
    STATEFUL_MAY_BE_REPLACED = "data may be replaced"
    MOVED_WITHOUT_ALIAS = "moved without alias"
    DOOR_OPENED = "public door opened"
    ACCESS_WIDENED = "access widened"
    SECRET_UNCOVERED = "secret no longer marked"  # noqa: S105 - a label
    PROTECTION_LOST = "protection lost"
    CAPACITY_LOST = "capacity lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """Something that a reviewer must see.

    Attributes:
        kind: why.
        urn: of which resource.
        detail: what exactly, in a few words; shown only through a report.
    """

    kind: DangerKind
    urn: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretChange:
    """A secret of the stack file whose ciphertext differs; neither value nor ciphertext is kept.

    Attributes:
        key: configuration key.
        difference: `ADDED`, `REMOVED` or `SECRET_CHANGED`.
    """

    key: str
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenSecret:
    """A secret that is there on both sides and readable on neither: it may have changed.

    Attributes:
        urn: of which resource.
        path: where in its inputs.
    """

    urn: str
    path: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Everything that differs between two plans of one stack.

    Attributes:
        base: the plan before.
        head: the plan after.
        base_label: what the reader called it: a revision, a file.
        head_label: the same.
        resources: one entry for each resource of either side, `SAME` ones included; the head's order, then deletions.
        outputs: differences of the stack's outputs.
        dangers: the worst first.
        secrets: secrets of the stack file that differ.
        hidden_secrets: secrets that may have changed; none where the stack files' ciphertexts are the same.
        notes: what the reader should know about the comparison itself.
    """

    base: Plan
    head: Plan
    base_label: str
    head_label: str
    resources: tuple[ResourceChange, ...]
    outputs: tuple[PropertyChange, ...] = ()
    dangers: tuple[Danger, ...] = ()
    secrets: tuple[SecretChange, ...] = ()
    hidden_secrets: tuple[HiddenSecret, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[ResourceChange, ...]:
        """The resources to which something happens."""
        return tuple(change for change in self.resources if change.operation is not Operation.SAME)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs that a reader would want to know."""
        silent = {Difference.REORDERED, Difference.REWRITTEN}
        outputs = any(change.difference not in silent for change in self.outputs)
        return not (self.changed or outputs or self.secrets)
