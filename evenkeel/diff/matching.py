"""Which resource of one plan is which of another: by URN, else by alias."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from evenkeel.diff.tokens import STACK_TYPE
from evenkeel.model import Plan, Resource


@lru_cache(maxsize=1 << 16)
def identity(urn: str) -> str:
    """Return the part of a URN that is the same in every stack of every project: types and name."""
    types, name = [*urn.split("::", 3), "", ""][2:4]
    return STACK_TYPE if types == STACK_TYPE else f"{types}::{name}"


def match(base: Plan, head: Plan) -> Iterator[tuple[Resource | None, Resource | None]]:
    """Yield each resource of the head with what it was, then what is in the base only."""
    before = {identity(resource.urn): resource for resource in base.resources}
    root = {identity(resource.urn) for resource in head.resources}
    renamed: dict[str, Resource] = {}
    for resource in head.resources:
        if identity(resource.urn) in before:
            continue
        for alias in resource.aliases:
            former = identity(alias)
            if former in before and former not in root and former not in renamed:
                renamed[former] = resource
                break
    former_of = {resource.urn: former for former, resource in renamed.items()}
    for resource in head.resources:
        former = former_of.get(resource.urn, identity(resource.urn))
        yield before.get(former), resource
    for key, resource in before.items():
        if key not in root and key not in renamed:
            yield resource, None
