"""Sections stand where the layer and the target have a use for them."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.sizing.checks.found import found
from evenkeel.sizing.view import View
from evenkeel.spec import NodePool, Problem


def check_layers(view: View) -> Iterator[Problem]:
    """Refuse sections that would be left unused, and layers without what they build on."""
    if view.existing_cluster is not None:
        yield from _on_a_cluster(view)
    else:
        yield from _on_aws(view)


def _on_aws(view: View) -> Iterator[Problem]:
    platform = view.platform
    bindings = platform.bindings
    if platform.layer == "workloads":
        if bindings is None or bindings.infrastructure_stack is None:
            fix = "Add bindings: {infrastructureStack: organization/project/stack}."
            yield found(
                "bindings.infrastructureStack", None, "is missing: layer workloads builds on another stack", fix
            )
        given = (("network", platform.network), ("cluster", platform.cluster), ("storage", platform.storage))
        for key, section in (*given, ("cache", platform.cache)):
            if section is not None:
                fix = f"Move {key} to the stack of layer infrastructure."
                yield found(key, None, "is made by the infrastructure stack, not by layer workloads", fix)
    elif bindings is not None:
        fix = "Take bindings out, or set layer: workloads."
        yield found(
            "bindings", None, f"has no use in layer {platform.layer} on AWS, which makes everything itself", fix
        )
    for path, pool in view.pools():
        if pool.node is not None:
            fix = "Name instanceTypes instead; the catalogue knows what they offer."
            yield found(f"{path}.node", None, "describes nodes of an existing cluster", fix)


def _on_a_cluster(view: View) -> Iterator[Problem]:
    platform = view.platform
    if platform.layer == "infrastructure":
        fix = "Leave layer out; the cluster is there already."
        yield found("layer", "infrastructure", "makes AWS infrastructure, and the target is an existing cluster", fix)
    for key, section in (
        ("network", platform.network),
        ("cluster", platform.cluster),
        ("storage", platform.storage),
        ("cache", platform.cache),
        ("loadBalancer", platform.load_balancer),
    ):
        if section is not None:
            fix = f"Take {key} out, or set target.kind: aws."
            yield found(key, None, "is made on AWS only, and the target is an existing cluster", fix)
    if platform.images.pull_through_cache is not None:
        yield found("images.pullThroughCache", None, "is made on AWS only", "Use images.mirror.")
    if platform.bindings is not None and platform.bindings.infrastructure_stack is not None:
        fix = "Describe what exists with objectStore and cache."
        yield found("bindings.infrastructureStack", None, "is for layer workloads on AWS", fix)
    for path, pool in view.pools():
        yield from _pool_of_a_cluster(path, pool)
    for entry in view.entries:
        store = platform.bindings.object_store if platform.bindings else None
        if entry.serving.model.weights == "bucket" and store is None:
            fix = "Set weights: hub, or give bindings.objectStore with the bucket of the models."
            yield found(f"{entry.path}.model.weights", "bucket", "needs a bucket, and the file names none", fix)


def _pool_of_a_cluster(path: str, pool: NodePool) -> Iterator[Problem]:
    if pool.node is None:
        fix = "Describe a node: node: {cpus: 8, memoryGib: 30}, with accelerators if it has any."
        yield found(f"{path}.node", None, "is missing: the catalogue does not know an existing cluster's nodes", fix)
    if pool.instance_types:
        yield found(f"{path}.instanceTypes", None, "are for AWS", "Describe the nodes with node instead.")
    used: dict[str, object] = {
        "capacity": () if pool.capacity == ("onDemand",) else pool.capacity,
        "reservations": pool.reservations,
        "zones": pool.zones,
        "efa": pool.efa,
        "placementGroup": pool.placement_group,
        "min": pool.min.nodes,
    }
    for key, value in used.items():
        if value:
            yield found(f"{path}.{key}", None, "has no use: the nodes are there already", f"Take {key} out.")
