"""The EKS control plane and who may use it."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam import trust

LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
CLUSTER_POLICY = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
ADMIN_POLICY = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"


@dataclass(frozen=True, kw_only=True)
class ControlPlaneArgs:
    """What a `ControlPlane` needs.

    Attributes:
        cluster_name: name of the cluster, up to 100 characters.
        kubernetes_version: `1.36` for example.
        support: `STANDARD` upgrades it at the end of standard support, `EXTENDED` pays for extended support.
        subnet_ids: subnets of its network interfaces, in two zones at least.
        service_cidr: range of the addresses of Services; it must not overlap the VPC.
        private_endpoint: whether the VPC reaches the API server by private addresses.
        public_endpoint_cidrs: networks that may reach it over the internet; none leaves it private.
        admin_arns: IAM roles that administer the cluster, the one that runs `pulumi up` among them; none leaves it to
            the role that makes the cluster.
        secrets_key_arn: KMS key that encrypts Kubernetes Secrets; it can never be changed or taken away.
        log_key_arn: KMS key of the log group; its policy has to let CloudWatch Logs use it.
        log_retention_days: days that logs are kept, one of the numbers that CloudWatch Logs knows.
        zonal_shift: whether AWS may move traffic away from a zone in trouble.
        deletion_protection: AWS refuses to delete the cluster.
        protect: Pulumi refuses to delete the cluster and its logs.
        tags: tags of each resource.
    """

    cluster_name: str
    kubernetes_version: str
    support: str
    subnet_ids: list[pulumi.Input[str]]
    service_cidr: str
    private_endpoint: bool
    public_endpoint_cidrs: list[str]
    admin_arns: list[str]
    secrets_key_arn: pulumi.Input[str]
    log_key_arn: pulumi.Input[str]
    log_retention_days: int
    zonal_shift: bool
    deletion_protection: bool
    protect: bool
    tags: dict[str, str]


class ControlPlane(pulumi.ComponentResource):
    """A control plane with all logs kept, Secrets encrypted and access by access entries only.

    Attributes:
        cluster_name: name of the cluster, known once it exists.
        access: access entries and their policies; nobody can use the API server before them.
    """

    cluster_name: pulumi.Output[str]
    cluster_arn: pulumi.Output[str]
    endpoint: pulumi.Output[str]
    certificate_authority: pulumi.Output[str]
    security_group_id: pulumi.Output[str]

    def __init__(self, name: str, args: ControlPlaneArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:ControlPlane", name, None, opts)
        cluster = self._cluster(name, args)
        self.access: list[pulumi.Resource] = [
            resource for admin in args.admin_arns for resource in self._admin(name, cluster.name, admin, args.tags)
        ]
        self.cluster_name = cluster.name
        self.cluster_arn = cluster.arn
        self.endpoint = cluster.endpoint
        self.certificate_authority = cluster.certificate_authority.apply(lambda found: found.data or "")
        # EKS makes the group with the cluster: together with its id, the group is unknown as long as the cluster is.
        group_id = cluster.vpc_config.apply(lambda found: found.cluster_security_group_id or "")
        self.security_group_id = pulumi.Output.all(cluster.id, group_id).apply(lambda found: str(found[1]))
        self.register_outputs(
            {
                "cluster_name": self.cluster_name,
                "cluster_arn": self.cluster_arn,
                "endpoint": self.endpoint,
                "certificate_authority": self.certificate_authority,
                "security_group_id": self.security_group_id,
            }
        )

    def _cluster(self, name: str, args: ControlPlaneArgs) -> aws.eks.Cluster:
        child = pulumi.ResourceOptions(parent=self)
        # EKS would make this group itself, without a key and without an end to its logs.
        logs = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=f"/aws/eks/{args.cluster_name}/cluster",
            retention_in_days=args.log_retention_days,
            kms_key_id=args.log_key_arn,
            tags=args.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        role = aws.iam.Role(
            f"{name}-role",
            description=f"Control plane of {args.cluster_name}",
            assume_role_policy=trust("eks.amazonaws.com"),
            tags=args.tags,
            opts=child,
        )
        policy = aws.iam.RolePolicyAttachment(f"{name}-policy", role=role.name, policy_arn=CLUSTER_POLICY, opts=child)
        return aws.eks.Cluster(
            f"{name}-cluster",
            name=args.cluster_name,
            version=args.kubernetes_version,
            role_arn=role.arn,
            vpc_config=aws.eks.ClusterVpcConfigArgs(
                subnet_ids=args.subnet_ids,
                endpoint_private_access=args.private_endpoint,
                endpoint_public_access=bool(args.public_endpoint_cidrs),
                public_access_cidrs=args.public_endpoint_cidrs or None,
            ),
            kubernetes_network_config=aws.eks.ClusterKubernetesNetworkConfigArgs(
                ip_family="ipv4", service_ipv4_cidr=args.service_cidr
            ),
            # Where no administrator is named, the role that runs `up` is one: else nobody could use the cluster.
            access_config=aws.eks.ClusterAccessConfigArgs(
                authentication_mode="API", bootstrap_cluster_creator_admin_permissions=not args.admin_arns
            ),
            # Else EKS installs add-ons of its own, which the pinned ones would have to overwrite.
            bootstrap_self_managed_addons=False,
            encryption_config=aws.eks.ClusterEncryptionConfigArgs(
                provider=aws.eks.ClusterEncryptionConfigProviderArgs(key_arn=args.secrets_key_arn),
                resources=["secrets"],
            ),
            enabled_cluster_log_types=LOG_TYPES,
            upgrade_policy=aws.eks.ClusterUpgradePolicyArgs(support_type=args.support),
            zonal_shift_config=aws.eks.ClusterZonalShiftConfigArgs(enabled=args.zonal_shift),
            deletion_protection=args.deletion_protection,
            tags={**args.tags, "Name": args.cluster_name},
            # Without its policy, the role could not take the cluster's network interfaces away when it goes.
            opts=pulumi.ResourceOptions(
                parent=self,
                protect=args.protect,
                depends_on=[logs, policy],
                # It counts when the cluster is made only; naming administrators later must not replace the cluster.
                ignore_changes=["accessConfig.bootstrapClusterCreatorAdminPermissions"],
            ),
        )

    def _admin(
        self, name: str, cluster_name: pulumi.Output[str], admin_arn: str, tags: dict[str, str]
    ) -> list[pulumi.Resource]:
        account, _, path = admin_arn.split(":", 4)[4].partition(":")
        label = f"{name}-admin-{account}-{path.partition('/')[2].replace('/', '-')}"
        child = pulumi.ResourceOptions(parent=self)
        entry = aws.eks.AccessEntry(
            label, cluster_name=cluster_name, principal_arn=admin_arn, type="STANDARD", tags=tags, opts=child
        )
        policy = aws.eks.AccessPolicyAssociation(
            f"{label}-policy",
            cluster_name=cluster_name,
            principal_arn=entry.principal_arn,
            policy_arn=ADMIN_POLICY,
            access_scope=aws.eks.AccessPolicyAssociationAccessScopeArgs(type="cluster"),
            opts=child,
        )
        return [entry, policy]
