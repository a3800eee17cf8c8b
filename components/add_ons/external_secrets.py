"""External Secrets: brings secrets from Secrets Manager into the cluster."""

from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as kubernetes

from components.add_ons.chart import ChartArgs, chart_release
from components.add_ons.placement import placement, resources
from components.helm import Namespace, NamespaceArgs
from components.iam import PodIdentityRole, PodIdentityRoleArgs, Statement, allow
from components.images import ImageLocation

SERVICE_ACCOUNT = "external-secrets"
IMAGE = "ghcr.io/external-secrets/external-secrets"


@dataclass(frozen=True, kw_only=True)
class ExternalSecretsIdentityArgs:
    """Who External Secrets is in AWS.

    Attributes:
        account_id: AWS account of the cluster.
        region: AWS region of the secrets.
        cluster_name: name of the cluster.
        reader_role_arns: roles that it may assume, each of which reads one namespace's secrets; wildcards allowed.
        secret_arns: secrets that it may read itself, as ARN prefixes that end in `*`; none where readers do that.
        key_arns: KMS keys of those secrets.
        tags: tags of the role and of the association.
    """

    account_id: str
    region: str
    cluster_name: pulumi.Input[str]
    reader_role_arns: list[str]
    secret_arns: list[str]
    key_arns: list[pulumi.Input[str]]
    tags: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ExternalSecretsArgs:
    """What an `ExternalSecrets` needs.

    Attributes:
        chart: the pinned chart.
        namespace: namespace to make for it.
        replicas: controllers, of which one leads.
        images: where images come from.
        on_system_nodes: whether the cluster has system nodes, which it then keeps to.
        identity: who it is in AWS; None where there is no AWS.
    """

    chart: ChartArgs
    namespace: str
    replicas: int
    images: ImageLocation
    on_system_nodes: bool
    identity: ExternalSecretsIdentityArgs | None


class ExternalSecrets(pulumi.ComponentResource):
    """The controller of ExternalSecret and SecretStore; what works across namespaces or writes back is off.

    Attributes:
        role_arn: its role; None without an identity.
    """

    namespace: pulumi.Output[str]
    role_arn: pulumi.Output[str] | None

    def __init__(self, name: str, args: ExternalSecretsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:ExternalSecrets", name, None, opts)
        namespace = Namespace(
            name,
            NamespaceArgs(namespace=args.namespace, pod_security="restricted", default_deny=False, labels={}),
            pulumi.ResourceOptions(parent=self),
        )
        needs: list[pulumi.Resource] = [namespace]
        self.role_arn = None
        if args.identity is not None:
            role = self._role(name, args.namespace, args.identity)
            self.role_arn = role.role_arn
            needs.append(role)
        self.release: kubernetes.helm.v3.Release = chart_release(
            f"{name}-release",
            args.chart,
            namespace=args.namespace,
            values=_values(args),
            parent=self,
            depends_on=needs,
        )
        self.namespace = namespace.namespace
        self.register_outputs({"namespace": self.namespace, "role_arn": self.role_arn})

    def _role(self, name: str, namespace: str, identity: ExternalSecretsIdentityArgs) -> PodIdentityRole:
        role_args = PodIdentityRoleArgs(
            account_id=identity.account_id,
            cluster_name=identity.cluster_name,
            namespace=namespace,
            service_account=SERVICE_ACCOUNT,
            statements=_statements(identity),
            tags=identity.tags,
        )
        return PodIdentityRole(f"{name}-identity", role_args, pulumi.ResourceOptions(parent=self))


def _statements(identity: ExternalSecretsIdentityArgs) -> list[Statement]:
    statements: list[Statement] = []
    if identity.reader_role_arns:
        statements.append(allow("AssumeReaders", ["sts:AssumeRole", "sts:TagSession"], identity.reader_role_arns))
    if identity.secret_arns:
        read = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
        statements.append(allow("ReadSecrets", read, identity.secret_arns))
    if identity.key_arns:
        by_secrets = {"kms:ViaService": f"secretsmanager.{identity.region}.amazonaws.com"}
        statements.append(
            allow("DecryptSecrets", ["kms:Decrypt"], identity.key_arns, conditions={"StringEquals": by_secrets})
        )
    return statements


def _values(args: ExternalSecretsArgs) -> dict[str, object]:
    return {
        "installCRDs": False,
        "replicaCount": args.replicas,
        "leaderElect": True,
        "image": {"repository": args.images.locate(IMAGE)},
        "serviceAccount": {"name": SERVICE_ACCOUNT},
        # Their definitions are not installed: a controller that watches one would not start.
        "processClusterStore": False,
        "processClusterExternalSecret": False,
        "processClusterGenerator": False,
        "processClusterPushSecret": False,
        "processPushSecret": False,
        "extraArgs": {"enable-generator-state": "false"},
        # The webhook checks what the definitions' schemas check, and needs a controller that may change every webhook.
        "webhook": {"create": False},
        "certController": {"create": False},
        "rbac": {
            "servicebindings": {"create": False},
            "aggregateToView": False,
            "aggregateToEdit": False,
        },
        "podDisruptionBudget": {"enabled": True, "minAvailable": 1},
        "resources": resources(cpu="50m", memory="256Mi"),
        **placement(on_system_nodes=args.on_system_nodes),
    }
