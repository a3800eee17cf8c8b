"""Add-ons that something needs are there, and those of another kind of target are not."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.sizing.checks.found import found
from evenkeel.sizing.view import Entry, View
from evenkeel.spec import Problem


def check_add_ons(view: View) -> Iterator[Problem]:
    """Refuse an absent add-on that something in the file needs."""
    add_ons = view.platform.add_ons
    if view.existing_cluster is not None:
        for key, state in (
            ("karpenter", add_ons.karpenter),
            ("awsLoadBalancerController", add_ons.aws_load_balancer_controller),
        ):
            if state == "install":
                yield found(f"addOns.{key}", "install", "works on AWS only", f"Set {key}: absent.")
    elif add_ons.karpenter == "absent":
        pools = [pool.name for _path, pool in view.pools() if pool.manager == "karpenter"]
        if pools:
            yield _needed("karpenter", f"node pool {pools[0]} is made by it", "manager: managed")
    wants_balancer = view.aws is not None and view.platform.load_balancer is not None
    if wants_balancer and add_ons.aws_load_balancer_controller == "absent":
        yield _needed("awsLoadBalancerController", "loadBalancer sends requests to pods through it", "no loadBalancer")
    for entry in view.entries:
        yield from _for_entry(view, entry)


def _for_entry(view: View, entry: Entry) -> Iterator[Problem]:
    add_ons, serving = view.platform.add_ons, entry.serving
    if serving.nodes_per_replica > 1 and add_ons.leader_worker_set == "absent":
        yield _needed("leaderWorkerSet", f"{serving.name} spans {serving.nodes_per_replica} nodes", "nodesPerReplica 1")
    scaling = serving.scaling
    if (scaling.max > scaling.min or scaling.schedules) and add_ons.keda == "absent":
        yield _needed("keda", f"{serving.name} is scaled by it", "scaling.min and scaling.max alike, without schedules")
    if serving.engine.device != "cpu" and add_ons.device_plugins == "absent":
        yield _needed("devicePlugins", f"{serving.name} asks for accelerators", "device: cpu")
    scheduled = max((schedule.replicas for schedule in scaling.schedules), default=scaling.min)
    if scaling.max > max(scaling.min, scheduled) and view.platform.monitoring is None:
        fix = f"Add monitoring: {{prometheusAddress: URL}}, or set scaling.max to {max(scaling.min, scheduled, 1)}."
        yield found("monitoring", None, f"is missing: {serving.name} is scaled on metrics from Prometheus", fix)


def _needed(key: str, reason: str, otherwise: str) -> Problem:
    return found(f"addOns.{key}", "absent", f"but {reason}", f"Set {key}: install or present, or use {otherwise}.")
