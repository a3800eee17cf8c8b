"""How many pods a workload may have, and how many more while it rolls out."""

from __future__ import annotations

from math import ceil

from evenkeel.model import Resource
from policies.kubernetes.workloads import kind_of, name_of, namespace_of
from policies.plan_view import PlanView
from policies.properties import Property, properties


def scaler_of(view: PlanView, workload: Resource) -> Resource | None:
    """Return the ScaledObject that scales a workload, if any."""
    for scaler in view.of_kind("ScaledObject"):
        target = properties(scaler).at("spec", "scaleTargetRef")
        same = target["name"].text() == name_of(workload) and target["kind"].text("Deployment") == kind_of(workload)
        if same and namespace_of(scaler) == namespace_of(workload):
            return scaler
    return None


def most_replicas(view: PlanView, workload: Resource) -> Property:
    """Return the property that says how many replicas a workload has at most."""
    scaler = scaler_of(view, workload)
    if scaler is not None:
        return properties(scaler).at("spec", "maxReplicaCount")
    return properties(workload).at("spec", "replicas")


def least_replicas(view: PlanView, workload: Resource) -> Property:
    """Return the property that says how many replicas a workload has at least."""
    scaler = scaler_of(view, workload)
    if scaler is not None:
        return properties(scaler).at("spec", "minReplicaCount")
    return properties(workload).at("spec", "replicas")


def pods_per_replica(workload: Resource) -> int:
    """Return how many pods a replica is: the size of a group, else 1."""
    return int(properties(workload).at("spec", "leaderWorkerTemplate", "size").number(1))


def surge_of(workload: Resource) -> Property:
    """Return the property that says how many more replicas a roll-out may start."""
    root = properties(workload)
    if kind_of(workload) == "LeaderWorkerSet":
        return root.at("spec", "rolloutStrategy", "rollingUpdateConfiguration", "maxSurge")
    return root.at("spec", "strategy", "rollingUpdate", "maxSurge")


def surge(workload: Resource, replicas: float) -> int:
    """Return how many more replicas a roll-out may start, of so many; Deployments default to a quarter."""
    found = surge_of(workload)
    text = found.text("0" if kind_of(workload) == "LeaderWorkerSet" else "25%")
    return ceil(float(text.removesuffix("%")) * replicas / 100) if text.endswith("%") else int(float(text or 0))
