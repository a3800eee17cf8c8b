"""Karpenter, and what it needs from AWS."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes

from components.add_ons import ChartArgs, chart_release
from components.cluster import SYSTEM_NODE_SELECTOR, SYSTEM_TOLERATIONS, NodeRole, NodeRoleArgs
from components.helm import Namespace, NamespaceArgs
from components.iam import PodIdentityRole, PodIdentityRoleArgs
from components.images import ImageLocation
from components.karpenter.controller_policy import ControllerScope, controller_statements
from components.karpenter.interruption_queue import InterruptionQueue, InterruptionQueueArgs

SERVICE_ACCOUNT = "karpenter"
IMAGE = "public.ecr.aws/karpenter/controller"
RESOURCES = {"requests": {"cpu": "500m", "memory": "1Gi"}, "limits": {"memory": "1Gi"}}


@dataclass(frozen=True, kw_only=True)
class KarpenterArgs:
    """What a `Karpenter` needs.

    Attributes:
        account_id: AWS account of the cluster.
        region: AWS region of the cluster.
        cluster_name: name of the cluster.
        chart: the pinned chart.
        namespace: namespace to make for it.
        replicas: controllers, of which one leads; no more than there are system nodes.
        images: where images come from.
        volume_key_arn: KMS key of the nodes' volumes.
        image_repository_arns: ECR repositories that a node's first pull may fill through the cache.
        feature_gates: Karpenter's features by name, `{"reservedCapacity": True}` for example.
        zonal_shift: whether it starts no nodes in a zone that AWS moved traffic away from.
        node_debugging: whether people may open a shell on nodes through Session Manager.
        tags: tags of each AWS resource.
    """

    account_id: str
    region: str
    cluster_name: str
    chart: ChartArgs
    namespace: str
    replicas: int
    images: ImageLocation
    volume_key_arn: pulumi.Input[str]
    image_repository_arns: list[str]
    feature_gates: dict[str, bool]
    zonal_shift: bool
    node_debugging: bool
    tags: dict[str, str]


class Karpenter(pulumi.ComponentResource):
    """The controller on system nodes, its queue, its role and the role of the nodes that it makes.

    Node pools and node classes depend on `release`. So they go first when the stack is destroyed, while the controller
    still runs to drain and end their nodes; without it, instances, network interfaces and security groups stay behind.
    Give it the AWS and the Kubernetes provider, and let it depend on the cluster's `ready` and on the definitions.
    """

    node_role_name: pulumi.Output[str]
    node_role_arn: pulumi.Output[str]
    controller_role_arn: pulumi.Output[str]
    queue_name: pulumi.Output[str]

    def __init__(self, name: str, args: KarpenterArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:Karpenter", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        queue_args = InterruptionQueueArgs(
            account_id=args.account_id, region=args.region, queue_name=f"{args.cluster_name}-karpenter", tags=args.tags
        )
        queue = InterruptionQueue(f"{name}-interruptions", queue_args, child)
        nodes = NodeRole(
            f"{name}-node",
            NodeRoleArgs(
                description=f"Nodes that Karpenter makes for {args.cluster_name}",
                region=args.region,
                image_repository_arns=args.image_repository_arns,
                debugging=args.node_debugging,
                tags=args.tags,
            ),
            child,
        )
        entry = aws.eks.AccessEntry(
            f"{name}-node-access",
            cluster_name=args.cluster_name,
            principal_arn=nodes.role_arn,
            type="EC2_LINUX",
            tags=args.tags,
            opts=child,
        )
        scope = ControllerScope(
            account_id=args.account_id,
            region=args.region,
            cluster_name=args.cluster_name,
            node_role_arn=nodes.role_arn,
            queue_arn=queue_args.queue_arn,
            volume_key_arn=args.volume_key_arn,
        )
        controller = PodIdentityRole(
            f"{name}-controller",
            PodIdentityRoleArgs(
                account_id=args.account_id,
                cluster_name=args.cluster_name,
                namespace=args.namespace,
                service_account=SERVICE_ACCOUNT,
                statements=controller_statements(scope),
                tags=args.tags,
            ),
            child,
        )
        namespace = Namespace(
            name,
            NamespaceArgs(namespace=args.namespace, pod_security="restricted", default_deny=False, labels={}),
            child,
        )
        self.release: kubernetes.helm.v3.Release = chart_release(
            f"{name}-release",
            args.chart,
            namespace=args.namespace,
            values=_values(args, queue_args.queue_name),
            parent=self,
            # The roles outlast the controller, which needs them until its last node is gone.
            depends_on=[namespace, controller, nodes, entry, queue],
        )
        self.node_role_name = nodes.role_name
        self.node_role_arn = nodes.role_arn
        self.controller_role_arn = controller.role_arn
        self.queue_name = queue.queue_name
        self.register_outputs(
            {
                "node_role_name": self.node_role_name,
                "node_role_arn": self.node_role_arn,
                "controller_role_arn": self.controller_role_arn,
                "queue_name": self.queue_name,
            }
        )


def _values(args: KarpenterArgs, queue_name: str) -> dict[str, object]:
    return {
        "replicas": args.replicas,
        "serviceAccount": {"name": SERVICE_ACCOUNT},
        "controller": {"image": {"repository": args.images.locate(IMAGE)}, "resources": RESOURCES},
        "nodeSelector": SYSTEM_NODE_SELECTOR,
        "tolerations": SYSTEM_TOLERATIONS,
        "settings": {
            "clusterName": args.cluster_name,
            "eksControlPlane": True,
            "interruptionQueue": queue_name,
            "enableZonalShift": args.zonal_shift,
            "featureGates": args.feature_gates,
        },
    }
