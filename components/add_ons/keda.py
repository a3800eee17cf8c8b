"""KEDA: scales workloads on metrics and schedules, to zero and back."""

from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as kubernetes

from components.add_ons.chart import ChartArgs, chart_release
from components.add_ons.placement import placement, resources
from components.helm import Namespace, NamespaceArgs
from components.iam import PodIdentityRole, PodIdentityRoleArgs, allow
from components.images import ImageLocation

REGISTRY = "ghcr.io"
SERVICE_ACCOUNT = "keda-operator"
_RESOURCES = resources(cpu="100m", memory="512Mi")
_BUDGET = {"maxUnavailable": 1}


@dataclass(frozen=True, kw_only=True)
class KedaIdentityArgs:
    """Who KEDA is in AWS, where it asks Amazon Managed Service for Prometheus.

    Attributes:
        account_id: AWS account of the cluster.
        cluster_name: name of the cluster.
        workspace_arns: Prometheus workspaces that it may query.
        tags: tags of the role and of the association.
    """

    account_id: str
    cluster_name: pulumi.Input[str]
    workspace_arns: list[pulumi.Input[str]]
    tags: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class KedaArgs:
    """What a `Keda` needs.

    Attributes:
        chart: the pinned chart.
        namespace: namespace to make for it.
        replicas: pods of each of its three parts.
        images: where images come from.
        on_system_nodes: whether the cluster has system nodes, which it then keeps to.
        identity: who it is in AWS; None where it asks nothing of AWS.
    """

    chart: ChartArgs
    namespace: str
    replicas: int
    images: ImageLocation
    on_system_nodes: bool
    identity: KedaIdentityArgs | None


class Keda(pulumi.ComponentResource):
    """KEDA, which reads Secrets in its own namespace only, and in AWS nothing but metrics.

    So the credentials of a Prometheus are a ClusterTriggerAuthentication with a Secret in KEDA's namespace. A cluster
    has room for one provider of external metrics: say `present` where there is one already.
    """

    namespace: pulumi.Output[str]

    def __init__(self, name: str, args: KedaArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:Keda", name, None, opts)
        namespace = Namespace(
            name,
            NamespaceArgs(namespace=args.namespace, pod_security="restricted", default_deny=False, labels={}),
            pulumi.ResourceOptions(parent=self),
        )
        needs: list[pulumi.Resource] = [namespace]
        if args.identity is not None:
            needs.append(self._role(name, args.namespace, args.identity))
        self.release: kubernetes.helm.v3.Release = chart_release(
            f"{name}-release",
            args.chart,
            namespace=args.namespace,
            values=_values(args),
            parent=self,
            depends_on=needs,
        )
        self.namespace = namespace.namespace
        self.register_outputs({"namespace": self.namespace})

    def _role(self, name: str, namespace: str, identity: KedaIdentityArgs) -> PodIdentityRole:
        role_args = PodIdentityRoleArgs(
            account_id=identity.account_id,
            cluster_name=identity.cluster_name,
            namespace=namespace,
            service_account=SERVICE_ACCOUNT,
            statements=[allow("QueryMetrics", ["aps:QueryMetrics"], identity.workspace_arns)],
            tags=identity.tags,
        )
        return PodIdentityRole(f"{name}-identity", role_args, pulumi.ResourceOptions(parent=self))


def _values(args: KedaArgs) -> dict[str, object]:
    return {
        "crds": {"install": False},
        "global": {"image": {"registry": args.images.registry(REGISTRY)}},
        "operator": {"replicaCount": args.replicas},
        "metricsServer": {"replicaCount": args.replicas},
        "webhooks": {"replicaCount": args.replicas},
        "podDisruptionBudget": {"operator": _BUDGET, "metricServer": _BUDGET, "webhooks": _BUDGET},
        "permissions": {"operator": {"restrict": {"secret": True}}},
        "resources": {"operator": _RESOURCES, "metricServer": _RESOURCES, "webhooks": _RESOURCES},
        **placement(on_system_nodes=args.on_system_nodes),
    }
