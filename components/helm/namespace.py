"""A namespace that enforces a pod security standard and, if wanted, lets nothing in or out by default."""

from dataclasses import dataclass
from typing import Any

import pulumi

_STANDARDS = ("privileged", "baseline", "restricted")
_DNS_PORTS = [{"port": 53, "protocol": protocol} for protocol in ("UDP", "TCP")]


@dataclass(frozen=True, kw_only=True)
class NamespaceArgs:
    """What a `Namespace` needs.

    Attributes:
        namespace: its name in the cluster.
        pod_security: pod security standard that is enforced: `privileged`, `baseline` or `restricted`; what
            `restricted` would refuse is warned about and audited in any case.
        default_deny: whether pods that no other NetworkPolicy selects can reach nothing but DNS and be reached by
            nobody.
        labels: further labels.
    """

    namespace: str
    pod_security: str
    default_deny: bool
    labels: dict[str, str]


class Namespace(pulumi.ComponentResource):
    """A namespace with a pod security standard."""

    namespace: pulumi.Output[str]

    def __init__(self, name: str, args: NamespaceArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:Namespace", name, None, opts)
        if args.pod_security not in _STANDARDS:
            raise pulumi.RunError(f"pod_security: {args.pod_security!r} is no pod security standard; give {_STANDARDS}")
        made = pulumi.CustomResource(
            "kubernetes:core/v1:Namespace",
            f"{name}-namespace-{args.namespace}",
            _namespace(args),
            pulumi.ResourceOptions(parent=self),
        )
        if args.default_deny:
            pulumi.CustomResource(
                "kubernetes:networking.k8s.io/v1:NetworkPolicy",
                f"{name}-networkpolicy-default-deny",
                _default_deny(args.namespace),
                pulumi.ResourceOptions(parent=self, depends_on=[made]),
            )
        self.namespace = pulumi.Output.from_input(args.namespace)
        self.register_outputs({"namespace": self.namespace})


def _namespace(args: NamespaceArgs) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {
            "name": args.namespace,
            "labels": {
                **args.labels,
                "pod-security.kubernetes.io/enforce": args.pod_security,
                "pod-security.kubernetes.io/audit": "restricted",
                "pod-security.kubernetes.io/warn": "restricted",
            },
        },
    }


def _default_deny(namespace: str) -> dict[str, Any]:
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": "default-deny", "namespace": namespace},
        "spec": {"podSelector": {}, "policyTypes": ["Ingress", "Egress"], "egress": [{"ports": _DNS_PORTS}]},
    }
