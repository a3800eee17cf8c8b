"""The controller of LeaderWorkerSet: one model over several nodes, started and replaced as one."""

from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as kubernetes

from components.add_ons.chart import ChartArgs, chart_release
from components.add_ons.placement import placement, resources
from components.helm import Namespace, NamespaceArgs
from components.images import ImageLocation

IMAGE = "registry.k8s.io/lws/lws"


@dataclass(frozen=True, kw_only=True)
class LeaderWorkerSetControllerArgs:
    """What a `LeaderWorkerSetController` needs.

    Attributes:
        chart: the pinned chart.
        namespace: namespace to make for it.
        replicas: controllers, of which one leads.
        images: where images come from.
        on_system_nodes: whether the cluster has system nodes, which it then keeps to.
    """

    chart: ChartArgs
    namespace: str
    replicas: int
    images: ImageLocation
    on_system_nodes: bool


class LeaderWorkerSetController(pulumi.ComponentResource):
    """The controller, whose definitions are registered apart: an upgrade of its chart once deleted them all."""

    namespace: pulumi.Output[str]

    def __init__(
        self, name: str, args: LeaderWorkerSetControllerArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("evenkeel:index:LeaderWorkerSetController", name, None, opts)
        namespace = Namespace(
            name,
            NamespaceArgs(namespace=args.namespace, pod_security="restricted", default_deny=False, labels={}),
            pulumi.ResourceOptions(parent=self),
        )
        self.release: kubernetes.helm.v3.Release = chart_release(
            f"{name}-release",
            args.chart,
            namespace=args.namespace,
            values=_values(args),
            parent=self,
            depends_on=[namespace],
        )
        self.namespace = namespace.namespace
        self.register_outputs({"namespace": self.namespace})


def _values(args: LeaderWorkerSetControllerArgs) -> dict[str, object]:
    return {
        "replicaCount": args.replicas,
        # The chart's own tag follows a branch.
        "image": {
            "manager": {
                "repository": args.images.locate(IMAGE),
                "tag": args.chart.app_version,
                "pullPolicy": "IfNotPresent",
            }
        },
        "podSecurityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
        "resources": resources(cpu="100m", memory="512Mi"),
        **placement(on_system_nodes=args.on_system_nodes),
    }
