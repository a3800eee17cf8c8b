"""One resource as a program registered it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evenkeel.model.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A registration, with what the engine adds to it.

    Attributes:
        urn: `urn:pulumi:<stack>::<project>::<parent types$type>::<name>`.
        type: Pulumi type token, `aws:ec2/vpc:Vpc` for example.
        name: logical name, the last part of the URN.
        custom: True when a provider manages it, False for a component.
        external: True when it is read (`.get`), not managed.
        parent: URN of the parent; None for the stack itself.
        provider: `URN::id` of the provider resource; None for components and providers.
        inputs: properties as the program gave them, keyed by the provider's (camelCase) names.
        outputs: properties as far as they are known before anything exists.
        dependencies: URNs that must exist before, in registration order.
        property_dependencies: the same by top-level property.
        protect: the engine refuses to delete it.
        retain_on_delete: it is dropped from the state without being deleted.
        deleted_with: URN of the resource whose deletion deletes this one too.
        delete_before_replace: the old one goes before the new one comes, where asked for.
        ignore_changes: property paths whose changes are ignored.
        replace_on_changes: property paths whose changes force a replacement.
        additional_secret_outputs: outputs that are secret though the provider does not say so.
        aliases: URNs under which the resource may be found in an older state.
        import_id: provider id of the existing object that it adopts, if any.
        custom_timeouts: seconds by operation (`create`, `update`, `delete`).
    """

    urn: str
    type: str
    name: str
    custom: bool
    external: bool = False
    parent: str | None = None
    provider: str | None = None
    inputs: Mapping[str, Value] = field(default_factory=dict[str, Value])
    outputs: Mapping[str, Value] = field(default_factory=dict[str, Value])
    dependencies: tuple[str, ...] = ()
    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    protect: bool = False
    retain_on_delete: bool = False
    deleted_with: str | None = None
    delete_before_replace: bool | None = None
    ignore_changes: tuple[str, ...] = ()
    replace_on_changes: tuple[str, ...] = ()
    additional_secret_outputs: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    import_id: str | None = None
    custom_timeouts: Mapping[str, float] = field(default_factory=dict[str, float])
