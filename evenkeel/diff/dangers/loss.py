"""Data, keys and protection that a change takes away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from evenkeel.diff.dangers.surroundings import Surroundings, after, before, lookup
from evenkeel.diff.providers import REGION
from evenkeel.diff.tokens import PROVIDER_PREFIX, kind
from evenkeel.model import Resource, Secret, Unknown
from evenkeel.model.change import (
    Danger,
    DangerKind,
    Difference,
    Effect,
    Operation,
    PropertyChange,
    ResourceChange,
    Step,
)

_TURNED_OFF: Final = {
    "aws:cloudwatch/logGroup:LogGroup": ("deletionProtectionEnabled",),
    "aws:eks/cluster:Cluster": ("deletionProtection",),
    "aws:kms/key:Key": ("enableKeyRotation", "isEnabled"),
    "aws:lb/loadBalancer:LoadBalancer": ("enableDeletionProtection",),
    "aws:elasticache/replicationGroup:ReplicationGroup": ("transitEncryptionEnabled", "atRestEncryptionEnabled"),
}
"""Switches which guard data, by kind."""
_LOWERED: Final = {
    "aws:cloudwatch/logGroup:LogGroup": "retentionInDays",
    "aws:elasticache/replicationGroup:ReplicationGroup": "snapshotRetentionLimit",
    "aws:kms/key:Key": "deletionWindowInDays",
}
"""How long something is kept, by kind."""
_TAKEN_OFF: Final = "protection is taken off in the same change"
_NAMES: Final = ("bucket", "name", "replicationGroupId", "functionName")


def loss(changes: Sequence[ResourceChange], around: Surroundings) -> Iterator[Danger]:
    """Yield deletions and replacements of what holds data or is protected, and protection that goes."""
    del around
    for change in changes:
        match change.operation:
            case Operation.DELETE:
                yield from _deleted(change)
            case Operation.REPLACE:
                yield from _replaced(change)
            case Operation.MAY_REPLACE if change.stateful:
                detail = f"because of {_causes(change, Effect.MAY_REPLACE)}"
                yield _danger(DangerKind.STATEFUL_MAY_BE_REPLACED, change, detail)
            case _:
                pass
        yield from _unprotected(change)
        yield from _uncovered(change)
        yield from _elsewhere(change)
    yield from _moved(changes)


def _danger(kind_of_danger: DangerKind, change: ResourceChange, detail: str) -> Danger:
    return Danger(kind=kind_of_danger, urn=change.resource.urn, detail=detail)


def _deleted(change: ResourceChange) -> Iterator[Danger]:
    old = change.resource
    if old.external:
        return
    kept = " (it stays, outside Pulumi: retainOnDelete)" if old.retain_on_delete else ""
    if old.protect and old.custom:
        yield _danger(DangerKind.PROTECTED_DELETED, change, f"the engine will refuse{kept}")
    elif change.stateful and not old.retain_on_delete:
        yield _danger(DangerKind.STATEFUL_DELETED, change, "with what it holds")


def _replaced(change: ResourceChange) -> Iterator[Danger]:
    said = "the engine says so" if change.told else "predicted"
    detail = f"{said}, because of {_causes(change, Effect.REPLACES)}"
    if change.protected:
        stays = change.after is not None and change.after.protect
        refusal = "the engine will refuse" if stays else f"{_TAKEN_OFF}, so the engine will not refuse"
        yield _danger(DangerKind.PROTECTED_REPLACED, change, f"{detail}; {refusal}")
    elif change.stateful:
        yield _danger(DangerKind.STATEFUL_REPLACED, change, detail)


def _causes(change: ResourceChange, effect: Effect) -> str:
    paths = dict.fromkeys(
        ".".join(str(step) for step in found.path if isinstance(step, str))
        for found in change.properties
        if found.effect is effect
    )
    names = list(paths) or ["something that does not differ here" if change.told else "its provider"]
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _unprotected(change: ResourceChange) -> Iterator[Danger]:
    if change.before is None or change.after is None or change.operation is Operation.SAME:
        return
    if change.before.custom and change.before.protect and not change.after.protect:
        yield _danger(DangerKind.PROTECTION_LOST, change, "Pulumi may delete it from now on (protect: false)")
    if change.before.retain_on_delete and not change.after.retain_on_delete and change.stateful:
        yield _danger(DangerKind.PROTECTION_LOST, change, "it is no longer kept on delete (retainOnDelete: false)")
    key = kind(change.after.type)
    for path in _TURNED_OFF.get(key, ()):
        if before(change, path) in (True, "true") and after(change, path) in (False, "false", None):
            yield _danger(DangerKind.PROTECTION_LOST, change, f"{path} is turned off")
    if (path := _LOWERED.get(key)) and _is_lower(change, path):
        yield _danger(
            DangerKind.PROTECTION_LOST, change, f"{path} falls from {before(change, path)} to {after(change, path)}"
        )
    if key == "aws:s3/bucket:Bucket" and after(change, "forceDestroy") is True and not before(change, "forceDestroy"):
        yield _danger(DangerKind.PROTECTION_LOST, change, "a destroy empties it from now on (forceDestroy: true)")
    if key == "aws:s3/bucketVersioning:BucketVersioning":
        path = "versioningConfiguration.status"
        if before(change, path) == "Enabled" and isinstance(after(change, path), str) and _differs(change, path):
            yield _danger(DangerKind.PROTECTION_LOST, change, f"versioning becomes {after(change, path)}")


def _differs(change: ResourceChange, path: str) -> bool:
    return before(change, path) != after(change, path)


def _is_lower(change: ResourceChange, path: str) -> bool:
    old, new = before(change, path), after(change, path)
    if not isinstance(old, (int, float)) or not isinstance(new, (int, float)):
        return False
    if path == "retentionInDays" and 0 in (old, new):  # where 0 stands for ever
        return old == 0 != new
    return new < old


def _elsewhere(change: ResourceChange) -> Iterator[Danger]:
    if not change.resource.type.startswith(PROVIDER_PREFIX) or not change.before or not change.after:
        return
    old, new = before(change, REGION), after(change, REGION)
    if isinstance(old, str) and isinstance(new, str) and old != new:
        yield _danger(
            DangerKind.PROVIDER_MOVED,
            change,
            f"the provider's region changes from {old} to {new}: everything in it moves",
        )


def _uncovered(change: ResourceChange) -> Iterator[Danger]:
    for found in change.properties:
        if found.difference is Difference.SECRET_CHANGED and _loses_mark(found):
            yield _danger(DangerKind.SECRET_UNCOVERED, change, _dotted(found.path))


def _loses_mark(found: PropertyChange) -> bool:
    return isinstance(found.before, Secret) and not isinstance(found.after, (Secret, Unknown))


def _dotted(path: tuple[Step, ...]) -> str:
    return ".".join(step for step in path if isinstance(step, str))


def _moved(changes: Sequence[ResourceChange]) -> Iterator[Danger]:
    """Yield things that are created under a new URN while the same thing is deleted under the old one."""
    gone: dict[tuple[str, str], list[ResourceChange]] = defaultdict(list)
    for change in changes:
        if change.operation is Operation.DELETE and (name := _physical(change.resource)):
            gone[kind(change.resource.type), name].append(change)
    for change in changes:
        if change.operation is not Operation.CREATE or not (name := _physical(change.resource)):
            continue
        for former in gone.get((kind(change.resource.type), name), ()):
            old = former.resource.urn.split("::", 2)[-1]
            yield _danger(
                DangerKind.MOVED_WITHOUT_ALIAS, change, f"{name} is also deleted as {old}; give the new one an alias"
            )


def _physical(resource: Resource) -> str | None:
    """Return what a thing is called where it exists; None where nobody chose a name."""
    if not resource.custom:
        return None
    if resource.type.startswith("kubernetes:") and isinstance(resource.inputs.get("metadata"), Mapping):
        name, space = lookup(resource.inputs, "metadata.name"), lookup(resource.inputs, "metadata.namespace")
        return f"{space}/{name}" if isinstance(space, str) else str(name) if isinstance(name, str) else None
    return next((name for key in _NAMES if isinstance(name := resource.inputs.get(key), str)), None)
