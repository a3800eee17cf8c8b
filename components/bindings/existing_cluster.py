"""Bindings of a cluster that exists already, taken from the stack file."""

import pulumi

from components.bindings.record import Bindings, ClusterBinding


def bindings_for_cluster(
    *,
    name: str,
    context: str | None,
    kubeconfig: pulumi.Input[str] | None = None,
    metrics_endpoint: str | None = None,
) -> Bindings:
    """Return the bindings of an existing cluster, without anything on AWS.

    Args:
        name: how the cluster is called in reports and tags.
        context: kubeconfig context; None takes the current one, or the one of `kubeconfig`.
        kubeconfig: text of a kubeconfig, kept as a secret; None takes the user's own file.
        metrics_endpoint: URL of the Prometheus query API in the cluster.
    """
    secret = None if kubeconfig is None else pulumi.Output.secret(kubeconfig)
    return Bindings(
        cluster=ClusterBinding(name=name, kubeconfig=secret, context=context),
        aws=None,
        metrics_endpoint=metrics_endpoint.rstrip("/") if metrics_endpoint else None,
    )
