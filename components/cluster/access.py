"""How programs reach the Kubernetes API of a cluster."""

import json
from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as kubernetes


@dataclass(frozen=True, kw_only=True)
class EksEndpointArgs:
    """Where the API server of an EKS cluster is.

    Attributes:
        cluster_name: name of the cluster.
        region: AWS region of the cluster.
        endpoint: address of the API server.
        certificate_authority: its certificate authority, base64.
    """

    cluster_name: pulumi.Input[str]
    region: str
    endpoint: pulumi.Input[str]
    certificate_authority: pulumi.Input[str]


def eks_kubeconfig(args: EksEndpointArgs) -> pulumi.Output[str]:
    """Return a kubeconfig (JSON, which is YAML) whose credential is made by the AWS CLI each time it is used.

    It holds no credential, and is a secret all the same, so that nobody has to know that.
    """

    def render(resolved: tuple[str, str, str]) -> str:
        name, endpoint, authority = resolved
        return json.dumps(_kubeconfig(name, args.region, endpoint, authority), sort_keys=True)

    parts = pulumi.Output.all(args.cluster_name, args.endpoint, args.certificate_authority)
    return pulumi.Output.secret(parts.apply(lambda found: render((found[0], found[1], found[2]))))


def _kubeconfig(name: str, region: str, endpoint: str, authority: str) -> dict[str, object]:
    command = {
        "apiVersion": "client.authentication.k8s.io/v1beta1",
        "command": "aws",
        "args": ["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"],
        "interactiveMode": "Never",
    }
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": name, "cluster": {"server": endpoint, "certificate-authority-data": authority}}],
        "users": [{"name": name, "user": {"exec": command}}],
        "contexts": [{"name": name, "context": {"cluster": name, "user": name}}],
        "current-context": name,
    }


def kubernetes_provider(
    name: str,
    *,
    kubeconfig: pulumi.Input[str] | None = None,
    context: str | None = None,
    opts: pulumi.ResourceOptions | None = None,
) -> kubernetes.Provider:
    """Return the provider for everything but CustomResourceDefinitions.

    Server-side apply is on, so fields that others own stay theirs; an object that exists already is an error.

    Args:
        name: name of the provider resource.
        kubeconfig: contents, or the path of a file; None takes what kubectl would take.
        context: kubeconfig context; None takes the current one.
        opts: of the provider resource; let it depend on whatever makes the cluster usable.
    """
    return kubernetes.Provider(name, kubeconfig=kubeconfig, context=context, enable_server_side_apply=True, opts=opts)


def crd_provider(
    name: str,
    *,
    kubeconfig: pulumi.Input[str] | None = None,
    context: str | None = None,
    opts: pulumi.ResourceOptions | None = None,
) -> kubernetes.Provider:
    """Return the provider for CustomResourceDefinitions, which takes over one that exists already.

    Definitions outlive the stack that made them (they are retained), so the next `up` finds them there. Nothing else
    goes through this provider: for other objects, taking over what exists would hide a clash of names.
    """
    return kubernetes.Provider(
        name,
        kubeconfig=kubeconfig,
        context=context,
        enable_server_side_apply=True,
        upsert_existing_objects=True,
        opts=opts,
    )
