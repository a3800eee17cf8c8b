"""Names that must differ do, and lists name nothing twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evenkeel.sizing.checks.found import found
from evenkeel.sizing.view import View
from evenkeel.spec import NewNetwork, Problem


def check_duplicates(view: View) -> Iterator[Problem]:
    """Refuse two pools, or two serving entries, of one name, and entries of a list that stand twice."""
    yield from _names("nodePools", [pool.name for pool in view.platform.node_pools])
    yield from _names("serving", [entry.name for entry in view.platform.serving])
    for path, entries in _lists(view):
        for index, entry in enumerate(entries):
            if entry in entries[:index]:
                yield found(f"{path}[{index}]", entry, "stands twice in the list", "Keep it once.")


def _names(path: str, names: list[str]) -> Iterator[Problem]:
    for index, name in enumerate(names):
        first = names.index(name)
        if first < index:
            message = f"is the name of {path}[{first}] as well"
            yield found(f"{path}[{index}].name", name, message, "Rename one of them.")


def _lists(view: View) -> Iterator[tuple[str, Sequence[str]]]:
    platform = view.platform
    if isinstance(platform.network, NewNetwork):
        yield "network.endpoints", platform.network.endpoints
    if platform.cluster is not None:
        yield "cluster.admins", platform.cluster.admins
        yield "cluster.endpoint.publicFrom", platform.cluster.endpoint.public_from
        yield "cluster.systemNodes.instanceTypes", platform.cluster.system_nodes.instance_types
    for path, pool in view.pools():
        yield f"{path}.instanceTypes", pool.instance_types
        yield f"{path}.zones", pool.zones
        yield f"{path}.reservations", pool.reservations
        yield f"{path}.taints", [f"{taint.key}:{taint.effect}" for taint in pool.taints]
    if platform.images.pull_through_cache is not None:
        yield "images.pullThroughCache.registries", platform.images.pull_through_cache.registries
    if platform.load_balancer is not None:
        yield "loadBalancer.allowedFrom", platform.load_balancer.allowed_from
    for entry in view.entries:
        yield f"{entry.path}.allowedFrom", entry.serving.allowed_from
        yield (
            f"{entry.path}.engine.arguments",
            [argument.partition("=")[0] for argument in entry.serving.engine.arguments],
        )
