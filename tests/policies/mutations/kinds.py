"""Types of resources that operators change, and documents that they add."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from evenkeel.model import Plan, Resource, Value

SERVERS: Final = "kubernetes:apps/*:Deployment kubernetes:leaderworkerset.x-k8s.io/*:LeaderWorkerSet"
WORKLOADS: Final = f"{SERVERS} kubernetes:batch/*:Job kubernetes:apps/*:DaemonSet"
UNPRIVILEGED: Final = f"{SERVERS} kubernetes:batch/*:Job"
"""All but the device plugins, which work on the node itself."""
NETWORK_POLICY: Final = "kubernetes:networking.k8s.io/*:NetworkPolicy"
NODE_POOL: Final = "kubernetes:karpenter.sh/*:NodePool"
NODE_CLASS: Final = "kubernetes:karpenter.k8s.aws/*:EC2NodeClass"
SCALED_OBJECT: Final = "kubernetes:keda.sh/*:ScaledObject"
RELEASE: Final = "kubernetes:helm.sh/*:Release"


def an_object(
    api: str, kind: str, name: str, /, *, namespace: str | None = "serving", **rest: Value
) -> Callable[[Plan], Iterable[Resource]]:
    """Return what makes one more Kubernetes object for a plan."""
    place: dict[str, Value] = {"name": name} if namespace is None else {"name": name, "namespace": namespace}
    document: dict[str, Value] = {"apiVersion": api, "kind": kind, "metadata": place, **rest}
    token = f"kubernetes:{api if '/' in api else f'core/{api}'}:{kind}"

    def made(plan: Plan) -> Iterable[Resource]:
        urn = f"urn:pulumi:{plan.stack}::{plan.project}::{token}::{name}"
        return [Resource(urn=urn, type=token, name=name, custom=True, inputs=document)]

    return made


def a_role(
    name: str, verbs: list[str], resources: list[str], groups: list[str]
) -> Callable[[Plan], Iterable[Resource]]:
    """Return what makes one more ClusterRole for a plan."""
    rule: Value = {"apiGroups": groups, "resources": resources, "verbs": verbs}
    return an_object("rbac.authorization.k8s.io/v1", "ClusterRole", name, namespace=None, rules=[rule])


def a_binding(name: str, role: str, subject: dict[str, Value]) -> Callable[[Plan], Iterable[Resource]]:
    """Return what makes one more ClusterRoleBinding for a plan."""
    reference: Value = {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": role}
    api = "rbac.authorization.k8s.io/v1"
    return an_object(api, "ClusterRoleBinding", name, namespace=None, roleRef=reference, subjects=[subject])
