"""A platform in which everything that follows from the catalogue is filled in."""

from __future__ import annotations

from evenkeel.catalogue import model
from evenkeel.catalogue.versions import version_matrix
from evenkeel.sizing.limits import most_accelerators, most_nodes
from evenkeel.sizing.machine import smallest_machine
from evenkeel.sizing.view import Entry, View
from evenkeel.spec import Cluster, HubSource, Maximum, Model, NodePool, Platform, Serving


def resolved(view: View) -> Platform:
    """Return the platform of `view` with versions, accelerators, limits, parallelism, resources and sources set."""
    platform = view.platform
    return platform.model_copy(
        update={
            "cluster": _cluster(platform.cluster) if platform.cluster else None,
            "node_pools": tuple(_pool(pool) for pool in platform.node_pools),
            "serving": tuple(_serving(entry) for entry in view.entries),
        }
    )


def _cluster(cluster: Cluster) -> Cluster:
    if cluster.version is not None:
        return cluster
    return cluster.model_copy(update={"version": version_matrix().default_kubernetes})


def _pool(pool: NodePool) -> NodePool:
    machine = smallest_machine(pool)
    most = Maximum(nodes=most_nodes(pool), accelerators=most_accelerators(pool))
    return pool.model_copy(update={"accelerator": machine.accelerator if machine else pool.accelerator, "max": most})


def _serving(entry: Entry) -> Serving:
    serving = entry.serving
    engine = serving.engine.model_copy(
        update={
            "tensor_parallel": entry.spread.tensor,
            "pipeline_parallel": entry.spread.pipeline,
            "max_model_len": serving.engine.max_model_len or (entry.facts.context_length if entry.facts else None),
        }
    )
    update = {"engine": engine, "resources": entry.resources, "model": _model(entry)}
    return serving.model_copy(update=update)


def _model(entry: Entry) -> Model:
    wanted, facts, known = entry.serving.model, entry.facts, model(entry.serving.model.name)
    hub = wanted.hub
    if hub is None and known is not None and known.hub_id is not None and known.revision is not None:
        hub = HubSource(id=known.hub_id, revision=known.revision)
    if facts is None:
        return wanted
    update = {"hub": hub, "data_type": facts.data_type, "quantization": facts.quantization}
    return wanted.model_copy(update=update)
