"""The few nodes that carry the cluster's own controllers."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

SYSTEM_TAINT = "CriticalAddonsOnly"
SYSTEM_NODE_SELECTOR = {"evenkeel.dev/pool": "system"}
SYSTEM_TOLERATIONS: list[dict[str, str]] = [{"key": SYSTEM_TAINT, "operator": "Exists"}]
ROOT_DEVICE = "/dev/xvda"


@dataclass(frozen=True, kw_only=True)
class SystemNodesArgs:
    """The decisions about system nodes.

    Attributes:
        instance_types: EC2 instance types, all of one architecture.
        image_type: EKS's name of the image, `AL2023_ARM_64_STANDARD` or `AL2023_x86_64_STANDARD`.
        image_release: its release, `1.36.3-20260911` for example.
        minimum: nodes at least, and at first.
        maximum: nodes at most.
        volume_gib: size of the root volume.
        detailed_monitoring: metrics by the minute instead of every five.
    """

    instance_types: list[str]
    image_type: str
    image_release: str
    minimum: int
    maximum: int
    volume_gib: int
    detailed_monitoring: bool


def launch_template(
    name: str,
    args: SystemNodesArgs,
    *,
    node_name: str,
    security_group_id: pulumi.Input[str],
    volume_key_arn: pulumi.Input[str],
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
) -> aws.ec2.LaunchTemplate:
    """Return a template for private nodes with an encrypted volume, whose pods cannot ask for the node's identity."""
    tagged = {**tags, "Name": node_name}
    return aws.ec2.LaunchTemplate(
        name,
        description=f"System nodes {node_name}",
        update_default_version=True,
        # One hop ends in the host's network: pods get their identity from the Pod Identity agent instead.
        metadata_options=aws.ec2.LaunchTemplateMetadataOptionsArgs(
            http_endpoint="enabled", http_tokens="required", http_put_response_hop_limit=1
        ),
        block_device_mappings=[
            aws.ec2.LaunchTemplateBlockDeviceMappingArgs(
                device_name=ROOT_DEVICE,
                ebs=aws.ec2.LaunchTemplateBlockDeviceMappingEbsArgs(
                    volume_type="gp3",
                    volume_size=args.volume_gib,
                    encrypted="true",
                    kms_key_id=volume_key_arn,
                    delete_on_termination="true",
                ),
            )
        ],
        network_interfaces=[
            aws.ec2.LaunchTemplateNetworkInterfaceArgs(
                associate_public_ip_address="false",
                delete_on_termination="true",
                security_groups=[security_group_id],
            )
        ],
        monitoring=aws.ec2.LaunchTemplateMonitoringArgs(enabled=args.detailed_monitoring),
        tag_specifications=[
            aws.ec2.LaunchTemplateTagSpecificationArgs(resource_type=kind, tags=tagged)
            for kind in ("instance", "volume", "network-interface")
        ],
        tags=tagged,
        opts=opts,
    )


def node_group(
    name: str,
    args: SystemNodesArgs,
    *,
    cluster_name: pulumi.Input[str],
    kubernetes_version: str,
    role_arn: pulumi.Input[str],
    subnet_ids: list[pulumi.Input[str]],
    template: aws.ec2.LaunchTemplate,
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
) -> aws.eks.NodeGroup:
    """Return the managed node group, on which only what tolerates `CriticalAddonsOnly` is placed."""
    scaling = aws.eks.NodeGroupScalingConfigArgs(
        min_size=args.minimum, max_size=args.maximum, desired_size=args.minimum
    )
    return aws.eks.NodeGroup(
        name,
        cluster_name=cluster_name,
        node_role_arn=role_arn,
        subnet_ids=subnet_ids,
        version=kubernetes_version,
        ami_type=args.image_type,
        release_version=args.image_release,
        capacity_type="ON_DEMAND",
        instance_types=args.instance_types,
        scaling_config=scaling,
        update_config=aws.eks.NodeGroupUpdateConfigArgs(max_unavailable=1),
        node_repair_config=aws.eks.NodeGroupNodeRepairConfigArgs(enabled=True),
        launch_template=aws.eks.NodeGroupLaunchTemplateArgs(id=template.id, version=template.latest_version.apply(str)),
        labels=SYSTEM_NODE_SELECTOR,
        taints=[aws.eks.NodeGroupTaintArgs(key=SYSTEM_TAINT, value="true", effect="NO_SCHEDULE")],
        tags=tags,
        opts=opts,
    )
