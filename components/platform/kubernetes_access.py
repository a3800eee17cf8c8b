"""The providers by which workloads reach the cluster."""

from dataclasses import dataclass

import pulumi

from components.bindings import Bindings
from components.cluster import crd_provider, kubernetes_provider


@dataclass(frozen=True, kw_only=True)
class KubernetesAccess:
    """Resource options by kind of object.

    Attributes:
        objects: for everything but definitions.
        definitions: for CustomResourceDefinitions, which may exist already.
    """

    objects: pulumi.ResourceOptions
    definitions: pulumi.ResourceOptions


def kubernetes_access(bindings: Bindings, aws: pulumi.ProviderResource | None) -> KubernetesAccess:
    """Return the options of resources in the cluster, which wait until it can carry them."""
    cluster = bindings.cluster
    after = pulumi.ResourceOptions(depends_on=bindings.ready)
    objects = kubernetes_provider("kubernetes", kubeconfig=cluster.kubeconfig, context=cluster.context, opts=after)
    definitions = crd_provider(
        "kubernetes-definitions", kubeconfig=cluster.kubeconfig, context=cluster.context, opts=after
    )
    providers: list[pulumi.ProviderResource] = [objects] if aws is None else [objects, aws]
    return KubernetesAccess(
        objects=pulumi.ResourceOptions(providers=providers),
        definitions=pulumi.ResourceOptions(providers=[definitions]),
    )
