"""An order of resources that does not depend on how the program's work interleaved."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

from evenkeel.model import Resource
from evenkeel.plan.urn import STACK_TYPE


def ordered(resources: Mapping[str, Resource]) -> tuple[Resource, ...]:
    """Sort resources by URN, the stack first, each after its parent, its provider and its dependencies.

    Args:
        resources: by URN; edges to others are ignored. A cycle, which the engine refuses, is broken at its least URN.
    """
    before = {urn: {edge for edge in _edges(resource) if edge in resources} for urn, resource in resources.items()}
    after: dict[str, list[str]] = {urn: [] for urn in resources}
    for urn, edges in before.items():
        for edge in edges:
            after[edge].append(urn)
    waiting = {urn: len(edges) for urn, edges in before.items()}
    ready = [_rank(resources[urn]) for urn, count in waiting.items() if not count]
    heapq.heapify(ready)
    placed: list[Resource] = []
    while waiting:
        urn = heapq.heappop(ready)[1] if ready else min(waiting)
        if waiting.pop(urn, None) is None:
            continue
        placed.append(resources[urn])
        for follower in after[urn]:
            if follower in waiting:
                waiting[follower] -= 1
                if not waiting[follower]:
                    heapq.heappush(ready, _rank(resources[follower]))
    return tuple(placed)


def _rank(resource: Resource) -> tuple[bool, str]:
    return resource.type != STACK_TYPE, resource.urn


def _edges(resource: Resource) -> Iterable[str]:
    yield from resource.dependencies
    for urns in resource.property_dependencies.values():
        yield from urns
    if resource.parent:
        yield resource.parent
    if resource.provider:
        yield resource.provider.rpartition("::")[0]
    if resource.deleted_with:
        yield resource.deleted_with
