"""Finding properties by pattern in a recorded resource, and changing one of them in a copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias, cast

from evenkeel.model import Resource, Value

Steps: TypeAlias = tuple[str | int, ...]
Tree: TypeAlias = dict[str, Value]

POD: Final = "@pod"
"""Step of a pattern that stands for the pod templates of a workload."""
CONTAINER: Final = "@container"
"""Step of a pattern that stands for all containers of a workload, init containers among them."""

_TEMPLATES: Final[Mapping[str, tuple[Steps, ...]]] = {
    "Deployment": (("spec", "template"),),
    "StatefulSet": (("spec", "template"),),
    "DaemonSet": (("spec", "template"),),
    "Job": (("spec", "template"),),
    "CronJob": (("spec", "jobTemplate", "spec", "template"),),
    "LeaderWorkerSet": (
        ("spec", "leaderWorkerTemplate", "leaderTemplate"),
        ("spec", "leaderWorkerTemplate", "workerTemplate"),
    ),
}


def places(resource: Resource, pattern: str) -> Iterator[Steps]:
    """Return the paths in a resource's inputs that a pattern means; its last step need not be there.

    Args:
        resource: the resource.
        pattern: steps divided by blanks; `*` stands for all members, `@pod` and `@container` as said above.
    """
    *way, last = pattern.split()
    for parent in _resolved(resource, (), way):
        if last in {"*", POD, CONTAINER}:
            yield from _resolved(resource, parent, [last])
        elif isinstance(at(resource.inputs, parent), Mapping):
            yield (*parent, last)


def at(tree: Value, steps: Steps) -> Value:
    """Return what is at a path, None where nothing is."""
    found: Value = tree
    for step in steps:
        if isinstance(step, str):
            found = found.get(step) if isinstance(found, Mapping) else None
        else:
            members = cast("Sequence[Value]", found) if is_list(found) else ()
            found = members[step] if step < len(members) else None
    return found


def is_list(value: Value) -> bool:
    """Return whether a value is a list."""
    return isinstance(value, (list, tuple))


def changed(resource: Resource, steps: Steps, change: Callable[[Value], Value]) -> Resource:
    """Return a copy of a resource with one property changed; a change to None takes the property out."""
    return replace(resource, inputs=cast("Tree", _changed(resource.inputs, steps, change)))


def _changed(tree: Value, steps: Steps, change: Callable[[Value], Value]) -> Value:
    if not steps:
        return change(tree)
    step, rest = steps[0], steps[1:]
    if isinstance(step, int):
        members = list(cast("Sequence[Value]", tree))
        new = _changed(members[step], rest, change)
        return [*members[:step], *([] if new is None else [new]), *members[step + 1 :]]
    mapping = dict(cast("Mapping[str, Value]", tree)) if isinstance(tree, Mapping) else Tree()
    new = _changed(mapping.get(step), rest, change)
    if new is None:
        mapping.pop(step, None)
    else:
        mapping[step] = new
    return mapping


def _resolved(resource: Resource, start: Steps, pattern: Sequence[str]) -> Iterator[Steps]:
    if not pattern:
        yield start
        return
    step, rest = pattern[0], pattern[1:]
    for found in _step(resource, start, step):
        yield from _resolved(resource, found, rest)


def _step(resource: Resource, start: Steps, step: str) -> Iterator[Steps]:
    here = at(resource.inputs, start)
    if step == POD:
        kind = str(resource.inputs.get("kind", ""))
        yield from (path for path in _TEMPLATES.get(kind, ()) if at(resource.inputs, path) is not None)
    elif step == CONTAINER:
        for template in _step(resource, (), POD):
            for group in ("initContainers", "containers"):
                yield from _step(resource, (*template, "spec", group), "*")
    elif step == "*":
        yield from ((*start, key) for key in _keys(here))
    else:
        yield from ((*start, key) for key in _keys(here) if str(key) == step)


def _keys(value: Value) -> Iterable[str | int]:
    if isinstance(value, Mapping):
        return list(value)
    return range(len(cast("Sequence[Value]", value))) if is_list(value) else ()
