"""The resources of a change in the order in which a reviewer wants them, and their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evenkeel.model import Resource
from evenkeel.model.change import Change, Danger, DangerKind, Operation, ResourceChange
from evenkeel.report.changes_values import Shown
from evenkeel.report.kinds import label
from evenkeel.report.tree import PROVIDER_PREFIX, STACK_TYPE

ORDER: Final = (
    Operation.DELETE,
    Operation.REPLACE,
    Operation.MAY_REPLACE,
    Operation.UPDATE,
    Operation.CREATE,
    Operation.RENAME,
)
"""The order of operations in a report, what can hurt first."""
SIGNS: Final = {
    Operation.DELETE: "-",
    Operation.REPLACE: "±",
    Operation.MAY_REPLACE: "±",
    Operation.UPDATE: "~",
    Operation.CREATE: "+",
    Operation.RENAME: "→",
    Operation.SAME: " ",
}
WORDS: Final = {
    Operation.DELETE: "delete",
    Operation.REPLACE: "replace (predicted)",
    Operation.MAY_REPLACE: "may replace",
    Operation.UPDATE: "update",
    Operation.CREATE: "create",
    Operation.RENAME: "rename",
    Operation.SAME: "unchanged",
}


@dataclass(frozen=True, slots=True)
class DangerGroup:
    """Dangers of one kind that say the same.

    Attributes:
        kind: of all of them.
        detail: what they say, redacted.
        names: of which resources, with their kinds.
    """

    kind: DangerKind
    detail: str
    names: tuple[str, ...]


def danger_groups(shown: Shown, dangers: Iterable[Danger]) -> list[DangerGroup]:
    """Return dangers, those that say the same together, in the order of the change."""
    by_urn = {change.resource.urn: change for change in shown.change.resources}
    found: dict[tuple[DangerKind, str], list[str]] = {}
    for danger in dangers:
        name = title(shown, by_urn[danger.urn].resource)
        found.setdefault((danger.kind, shown.text(danger.detail)), []).append(name)
    return [DangerGroup(kind, detail, tuple(names)) for (kind, detail), names in found.items()]


def title(shown: Shown, resource: Resource) -> str:
    """Return the kind and the name of a resource: `s3:Bucket storage-models-bucket`, `Deployment serving/chat`."""
    name = resource.name
    metadata = resource.inputs.get("metadata")
    if resource.type.startswith("kubernetes:") and isinstance(metadata, Mapping):
        own, space = metadata.get("name"), metadata.get("namespace")
        if isinstance(own, str):
            name = f"{space}/{own}" if isinstance(space, str) else own
    return f"{label(resource.type)} {shown.text(name)}"


def counted(change: Change) -> dict[Operation, int]:
    """Return how many resources each operation touches; components, providers and the stack are not counted."""
    counts = Counter(each.operation for each in change.resources if is_counted(each.resource))
    return {operation: counts[operation] for operation in (*ORDER, Operation.SAME)}


def is_counted(resource: Resource) -> bool:
    """Tell whether a resource counts; components, providers and the stack do not."""
    return resource.custom and not resource.type.startswith(PROVIDER_PREFIX)


def count_words(change: Change) -> str:
    """Return the counts in words."""
    counts = counted(change)
    words = [f"{count} {WORDS[operation]}" for operation, count in counts.items() if count]
    return ", ".join(words) or "nothing there"


def groups(change: Change) -> list[tuple[str, list[ResourceChange]]]:
    """Return the changed resources by the component at the top that they belong to, what can hurt first."""
    parents = {_key(each.resource.urn): each.resource for each in change.resources}
    found: dict[str, list[ResourceChange]] = {}
    for each in change.changed:
        if each.resource.type != STACK_TYPE:
            found.setdefault(_top(each.resource, parents), []).append(each)
    for members in found.values():
        members.sort(key=lambda each: ORDER.index(each.operation))
    return sorted(found.items(), key=lambda item: (_worst(item[1]), item[0]))


def _worst(members: Sequence[ResourceChange]) -> int:
    return min(ORDER.index(each.operation) for each in members)


def _top(resource: Resource, parents: Mapping[str, Resource]) -> str:
    """Return the name of the component below the stack that holds a resource, or of the resource itself."""
    found = resource
    while (above := parents.get(_key(found.parent or ""))) is not None and above.type != STACK_TYPE:
        found = above
    return found.name


def _key(urn: str) -> str:
    """Return what is the same where two stacks are compared."""
    return urn.split("::", 2)[-1]
