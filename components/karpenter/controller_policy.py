"""What Karpenter's controller may do in AWS, as far as IAM can say it: on what this cluster owns.

Source: CloudFormation template of Karpenter v1.14 (getting started), read 2026-11-22. Tighter than that: the account in
every ARN that has one; and the key of the nodes' volumes, which the template leaves out.
"""

from dataclasses import dataclass

import pulumi

from components.iam import Statement, allow

_READ_ONLY_EC2 = [
    "ec2:DescribeCapacityReservations",
    "ec2:DescribeImages",
    "ec2:DescribeInstanceStatus",
    "ec2:DescribeInstanceTypeOfferings",
    "ec2:DescribeInstanceTypes",
    "ec2:DescribeInstances",
    "ec2:DescribeLaunchTemplates",
    "ec2:DescribePlacementGroups",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSpotPriceHistory",
    "ec2:DescribeSubnets",
]
_LAUNCHED = ("fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request")
# A reservation, a subnet or a security group can be shared by another account, which then owns its ARN.
_USED = ("security-group", "subnet", "capacity-reservation", "placement-group")


@dataclass(frozen=True, kw_only=True)
class ControllerScope:
    """To what the controller is confined."""

    account_id: str
    region: str
    cluster_name: str
    node_role_arn: pulumi.Input[str]
    queue_arn: str
    volume_key_arn: pulumi.Input[str]


def controller_statements(scope: ControllerScope) -> list[Statement]:
    """Return all statements of the controller's policy."""
    return [*_nodes(scope), *_instance_profiles(scope), *_discovery(scope)]


def _nodes(scope: ControllerScope) -> list[Statement]:
    ec2 = f"arn:aws:ec2:{scope.region}"
    owner = f"kubernetes.io/cluster/{scope.cluster_name}"
    launched = [f"{ec2}:{scope.account_id}:{kind}/*" for kind in _LAUNCHED]
    owned = {
        "StringEquals": {f"aws:ResourceTag/{owner}": "owned"},
        "StringLike": {"aws:ResourceTag/karpenter.sh/nodepool": "*"},
    }
    requested = {f"aws:RequestTag/{owner}": "owned", "aws:RequestTag/eks:eks-cluster-name": scope.cluster_name}
    with_pool = {"aws:RequestTag/karpenter.sh/nodepool": "*"}
    return [
        allow(
            "LaunchFrom",
            ["ec2:RunInstances", "ec2:CreateFleet"],
            [f"{ec2}::image/*", f"{ec2}::snapshot/*", *(f"{ec2}:*:{kind}/*" for kind in _USED)],
        ),
        allow(
            "LaunchFromOwnTemplates",
            ["ec2:RunInstances", "ec2:CreateFleet"],
            [f"{ec2}:{scope.account_id}:launch-template/*"],
            conditions=owned,
        ),
        allow(
            "LaunchTagged",
            ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
            launched,
            conditions={"StringEquals": requested, "StringLike": with_pool},
        ),
        allow(
            "TagWhatIsLaunched",
            ["ec2:CreateTags"],
            launched,
            conditions={
                "StringEquals": {
                    **requested,
                    "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
                },
                "StringLike": with_pool,
            },
        ),
        allow(
            "TagOwnInstances",
            ["ec2:CreateTags"],
            [f"{ec2}:{scope.account_id}:instance/*"],
            conditions={
                **owned,
                "StringEqualsIfExists": {"aws:RequestTag/eks:eks-cluster-name": scope.cluster_name},
                "ForAllValues:StringEquals": {
                    "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"]
                },
            },
        ),
        allow(
            "EndOwnInstances",
            ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
            [f"{ec2}:{scope.account_id}:{kind}/*" for kind in ("instance", "launch-template")],
            conditions=owned,
        ),
        allow(
            "UseVolumeKey",
            ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"],
            [scope.volume_key_arn],
            conditions={"StringEquals": {"kms:ViaService": f"ec2.{scope.region}.amazonaws.com"}},
        ),
    ]


def _instance_profiles(scope: ControllerScope) -> list[Statement]:
    profiles = [f"arn:aws:iam::{scope.account_id}:instance-profile/*"]
    owner, region = f"kubernetes.io/cluster/{scope.cluster_name}", "topology.kubernetes.io/region"
    owned = {f"aws:ResourceTag/{owner}": "owned", f"aws:ResourceTag/{region}": scope.region}
    requested = {
        f"aws:RequestTag/{owner}": "owned",
        "aws:RequestTag/eks:eks-cluster-name": scope.cluster_name,
        f"aws:RequestTag/{region}": scope.region,
    }
    of_class, for_class = (
        "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass",
        "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass",
    )
    return [
        allow(
            "PassNodeRole",
            ["iam:PassRole"],
            [scope.node_role_arn],
            conditions={"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}},
        ),
        allow(
            "CreateInstanceProfiles",
            ["iam:CreateInstanceProfile"],
            profiles,
            conditions={"StringEquals": requested, "StringLike": {for_class: "*"}},
        ),
        allow(
            "TagInstanceProfiles",
            ["iam:TagInstanceProfile"],
            profiles,
            conditions={"StringEquals": {**owned, **requested}, "StringLike": {of_class: "*", for_class: "*"}},
        ),
        allow(
            "ChangeInstanceProfiles",
            ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
            profiles,
            conditions={"StringEquals": owned, "StringLike": {of_class: "*"}},
        ),
        allow("ReadInstanceProfiles", ["iam:GetInstanceProfile"], profiles),
        allow("ListInstanceProfiles", ["iam:ListInstanceProfiles"], ["*"]),
    ]


def _discovery(scope: ControllerScope) -> list[Statement]:
    cluster = f"arn:aws:eks:{scope.region}:{scope.account_id}:cluster/{scope.cluster_name}"
    return [
        allow("FindApiServer", ["eks:DescribeCluster"], [cluster]),
        allow(
            "ReadZonalShift",
            ["arc-zonal-shift:GetManagedResource"],
            ["*"],
            conditions={"StringEquals": {"arc-zonal-shift:ResourceIdentifier": cluster}},
        ),
        allow(
            "ReadInterruptions",
            ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
            [scope.queue_arn],
        ),
        allow(
            "ReadEc2",
            _READ_ONLY_EC2,
            ["*"],
            conditions={"StringEquals": {"aws:RequestedRegion": scope.region}},
        ),
        allow("ReadImageReleases", ["ssm:GetParameter"], [f"arn:aws:ssm:{scope.region}::parameter/aws/service/*"]),
        allow("ReadPrices", ["pricing:GetProducts"], ["*"]),
    ]
