"""An EKS cluster that is ready to carry workloads."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.cluster.access import EksEndpointArgs, eks_kubeconfig
from components.cluster.add_on import AFTER_NODES, BEFORE_NODES, managed_add_on
from components.cluster.add_on_roles import (
    NETWORK_POLICY,
    VOLUME_POLICY,
    AddOnRole,
    AddOnRoleArgs,
    volume_key_statements,
)
from components.cluster.control_plane import ControlPlane, ControlPlaneArgs
from components.cluster.node_role import NodeRole, NodeRoleArgs
from components.cluster.system_nodes import SystemNodesArgs, launch_template, node_group
from components.iam import Statement


@dataclass(frozen=True, kw_only=True)
class ClusterArgs:
    """What a `Cluster` needs.

    Attributes:
        account_id: AWS account of the cluster.
        region: AWS region of the cluster.
        control_plane: the control plane.
        node_subnet_ids: private subnets of the system nodes.
        system_nodes: the system nodes.
        volume_key_arn: KMS key of nodes' and pods' volumes; its policy has to let EC2's auto-scaling role use it.
        add_on_versions: version by name of each EKS add-on, all of `add_on_names()`.
        image_repository_arns: ECR repositories that a first pull may fill through the cache.
        node_debugging: whether people may open a shell on nodes through Session Manager.
        tags: tags of each resource.
    """

    account_id: str
    region: str
    control_plane: ControlPlaneArgs
    node_subnet_ids: list[pulumi.Input[str]]
    system_nodes: SystemNodesArgs
    volume_key_arn: pulumi.Input[str]
    add_on_versions: dict[str, str]
    image_repository_arns: list[str]
    node_debugging: bool
    tags: dict[str, str]


class Cluster(pulumi.ComponentResource):
    """Control plane, pinned add-ons and system nodes, in the order in which they can come up.

    Attributes:
        certificate_authority: of the API server, base64.
        security_group_id: the cluster security group, which control plane and nodes share.
        kubeconfig: secret; its credential is made by the AWS CLI.
        node_role_arn: role of the system nodes.
        ready: what everything in the cluster has to depend on.
    """

    cluster_name: pulumi.Output[str]
    cluster_arn: pulumi.Output[str]
    endpoint: pulumi.Output[str]
    certificate_authority: pulumi.Output[str]
    security_group_id: pulumi.Output[str]
    kubeconfig: pulumi.Output[str]
    node_role_arn: pulumi.Output[str]

    def __init__(self, name: str, args: ClusterArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:Cluster", name, None, opts)
        missing = [add_on for add_on in add_on_names() if add_on not in args.add_on_versions]
        if missing:
            raise pulumi.RunError(f"add_on_versions: no version of {', '.join(missing)}; give one of each add-on")
        plane = ControlPlane(f"{name}-control-plane", args.control_plane, pulumi.ResourceOptions(parent=self))
        first = [self._add_on(name, add_on, args, plane, []) for add_on in BEFORE_NODES]
        role = NodeRole(
            f"{name}-system-node",
            NodeRoleArgs(
                description=f"System nodes of {args.control_plane.cluster_name}",
                region=args.region,
                image_repository_arns=args.image_repository_arns,
                debugging=args.node_debugging,
                tags=args.tags,
            ),
            pulumi.ResourceOptions(parent=self),
        )
        nodes = self._system_nodes(name, args, plane, role, first)
        second = [self._add_on(name, add_on, args, plane, [nodes]) for add_on in AFTER_NODES]
        self.cluster_name = plane.cluster_name
        self.cluster_arn = plane.cluster_arn
        self.endpoint = plane.endpoint
        self.certificate_authority = plane.certificate_authority
        self.security_group_id = plane.security_group_id
        self.node_role_arn = role.role_arn
        self.kubeconfig = eks_kubeconfig(
            EksEndpointArgs(
                cluster_name=plane.cluster_name,
                region=args.region,
                endpoint=plane.endpoint,
                certificate_authority=plane.certificate_authority,
            )
        )
        self.ready: list[pulumi.Resource] = [*plane.access, *first, nodes, *second]
        self.register_outputs(
            {
                "cluster_name": self.cluster_name,
                "cluster_arn": self.cluster_arn,
                "endpoint": self.endpoint,
                "certificate_authority": self.certificate_authority,
                "security_group_id": self.security_group_id,
                "kubeconfig": self.kubeconfig,
                "node_role_arn": self.node_role_arn,
            }
        )

    def _add_on(
        self, name: str, add_on: str, args: ClusterArgs, plane: ControlPlane, after: list[pulumi.Resource]
    ) -> aws.eks.Addon:
        # Service account and policy are those that the add-on itself asks for.
        needs: dict[str, tuple[str, str, list[Statement]]] = {
            "vpc-cni": ("aws-node", NETWORK_POLICY, []),
            "aws-ebs-csi-driver": (
                "ebs-csi-controller-sa",
                VOLUME_POLICY,
                volume_key_statements(args.volume_key_arn),
            ),
        }
        roles: list[pulumi.Resource] = []
        if add_on in needs:
            service_account, policy_arn, statements = needs[add_on]
            role_args = AddOnRoleArgs(
                account_id=args.account_id,
                cluster_name=plane.cluster_name,
                service_account=service_account,
                policy_arn=policy_arn,
                statements=statements,
                tags=args.tags,
            )
            roles.append(AddOnRole(f"{name}-{add_on}-role", role_args, pulumi.ResourceOptions(parent=self)))
        return managed_add_on(
            name,
            add_on,
            args.add_on_versions[add_on],
            cluster_name=plane.cluster_name,
            parent=self,
            depends_on=[*roles, *after],
            tags=args.tags,
        )

    def _system_nodes(
        self,
        name: str,
        args: ClusterArgs,
        plane: ControlPlane,
        role: NodeRole,
        after: list[aws.eks.Addon],
    ) -> aws.eks.NodeGroup:
        template = launch_template(
            f"{name}-system-template",
            args.system_nodes,
            node_name=f"{args.control_plane.cluster_name}-system",
            security_group_id=plane.security_group_id,
            volume_key_arn=args.volume_key_arn,
            tags=args.tags,
            opts=pulumi.ResourceOptions(parent=self),
        )
        return node_group(
            f"{name}-system-nodes",
            args.system_nodes,
            cluster_name=plane.cluster_name,
            kubernetes_version=args.control_plane.kubernetes_version,
            role_arn=role.role_arn,
            subnet_ids=args.node_subnet_ids,
            template=template,
            tags=args.tags,
            # Without its policies a node cannot join; the count is the autoscaler's once the group exists.
            opts=pulumi.ResourceOptions(
                parent=self, depends_on=[role, *after], ignore_changes=["scalingConfig.desiredSize"]
            ),
        )


def add_on_names() -> list[str]:
    """Return the names of the EKS add-ons of a `Cluster`, in the order in which they are installed."""
    return [*BEFORE_NODES, *AFTER_NODES]
