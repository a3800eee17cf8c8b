"""AWS Load Balancer Controller: keeps target groups up to date with the pods of a Service."""

from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as kubernetes

from components.add_ons.chart import ChartArgs, chart_release
from components.add_ons.placement import placement, resources
from components.helm import Namespace, NamespaceArgs
from components.iam import PodIdentityRole, PodIdentityRoleArgs, Statement, allow
from components.images import ImageLocation

SERVICE_ACCOUNT = "aws-load-balancer-controller"
IMAGE = "public.ecr.aws/eks/aws-load-balancer-controller"


@dataclass(frozen=True, kw_only=True)
class LoadBalancerControllerArgs:
    """What a `LoadBalancerController` needs.

    Attributes:
        account_id: AWS account of the cluster.
        region: AWS region of the cluster.
        cluster_name: name of the cluster.
        vpc_id: VPC of the cluster, which pods cannot ask the instance for.
        chart: the pinned chart.
        namespace: namespace to make for it.
        replicas: controllers, of which one leads.
        images: where images come from.
        tags: tags of its role.
    """

    account_id: str
    region: str
    cluster_name: str
    vpc_id: pulumi.Input[str]
    chart: ChartArgs
    namespace: str
    replicas: int
    images: ImageLocation
    tags: dict[str, str]


class LoadBalancerController(pulumi.ComponentResource):
    """The controller with just what TargetGroupBinding needs; it makes no load balancers.

    Load balancers, listeners and target groups belong to the program, where plans, policies and prices see them. So
    its role can neither make nor change one, and what would ask it to (Services, Ingresses, Gateways) is off.
    """

    namespace: pulumi.Output[str]
    role_arn: pulumi.Output[str]

    def __init__(self, name: str, args: LoadBalancerControllerArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:LoadBalancerController", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        role = PodIdentityRole(
            f"{name}-identity",
            PodIdentityRoleArgs(
                account_id=args.account_id,
                cluster_name=args.cluster_name,
                namespace=args.namespace,
                service_account=SERVICE_ACCOUNT,
                statements=_statements(args),
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
            values=_values(args),
            parent=self,
            depends_on=[namespace, role],
        )
        self.namespace = namespace.namespace
        self.role_arn = role.role_arn
        self.register_outputs({"namespace": self.namespace, "role_arn": self.role_arn})


def _statements(args: LoadBalancerControllerArgs) -> list[Statement]:
    """Return what target group bindings need.

    Source: "TargetGroupBinding only" permissions of the controller's installation guide, with changes of targets and of
    security group rules confined to this account, region and cluster.
    """
    owner = f"{args.region}:{args.account_id}"
    return [
        allow(
            "ReadNetwork",
            [
                "ec2:DescribeAvailabilityZones",
                "ec2:DescribeInstances",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeVpcs",
                "elasticloadbalancing:DescribeTags",
                "elasticloadbalancing:DescribeTargetGroupAttributes",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth",
            ],
            ["*"],
            conditions={"StringEquals": {"aws:RequestedRegion": args.region}},
        ),
        allow(
            "RegisterPods",
            ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
            [f"arn:aws:elasticloadbalancing:{owner}:targetgroup/*"],
        ),
        allow(
            "LetBalancersIn",
            ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"],
            [f"arn:aws:ec2:{owner}:security-group/*"],
            conditions={"StringEquals": {f"aws:ResourceTag/kubernetes.io/cluster/{args.cluster_name}": "owned"}},
        ),
    ]


def _values(args: LoadBalancerControllerArgs) -> dict[str, object]:
    return {
        "clusterName": args.cluster_name,
        "region": args.region,
        "vpcId": args.vpc_id,
        "replicaCount": args.replicas,
        "image": {"repository": args.images.locate(IMAGE)},
        "serviceAccount": {"name": SERVICE_ACCOUNT},
        "createIngressClassResource": False,
        "enableServiceMutatorWebhook": False,
        "enableBackendSecurityGroup": False,
        "enableShield": False,
        "enableWaf": False,
        "enableWafv2": False,
        "controllerConfig": {
            "featureGates": {"ALBGatewayAPI": False, "NLBGatewayAPI": False, "EnableServiceController": False}
        },
        # Else each upgrade would make a new certificate, and the webhook would fail until all pods have it.
        "keepTLSSecret": True,
        "podDisruptionBudget": {"maxUnavailable": 1},
        "podSecurityContext": {"fsGroup": 65534, "seccompProfile": {"type": "RuntimeDefault"}},
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
            "runAsNonRoot": True,
        },
        "resources": resources(cpu="100m", memory="256Mi"),
        **placement(on_system_nodes=True),
    }
