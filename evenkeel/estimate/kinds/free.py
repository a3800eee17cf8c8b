"""Kinds that cost nothing by themselves, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_OBJECT: Final = "an object in the cluster; its data is in the control plane"
_POD: Final = "its pods run on nodes, which are priced with their pool"
_SETTING: Final = "a setting; AWS does not charge for it"
_IAM: Final = "IAM is free"
_EVENT: Final = "events of AWS services on the default bus are free"

FREE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "aws:cloudwatch/eventRule:EventRule": _EVENT,
        "aws:cloudwatch/eventTarget:EventTarget": _EVENT,
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": _SETTING,
        "aws:ec2/flowLog:FlowLog": "its records are priced with the log group that they go to",
        "aws:ec2/internetGateway:InternetGateway": "free; data out is priced where it leaves",
        "aws:ec2/launchTemplate:LaunchTemplate": "its instances and volumes are priced with the node group",
        "aws:ec2/networkAcl:NetworkAcl": _SETTING,
        "aws:ec2/placementGroup:PlacementGroup": _SETTING,
        "aws:ec2/route:Route": _SETTING,
        "aws:ec2/routeTable:RouteTable": _SETTING,
        "aws:ec2/routeTableAssociation:RouteTableAssociation": _SETTING,
        "aws:ec2/securityGroup:SecurityGroup": _SETTING,
        "aws:ec2/subnet:Subnet": _SETTING,
        "aws:ec2/vpc:Vpc": "a VPC is free",
        "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": _SETTING,
        "aws:eks/accessEntry:AccessEntry": _SETTING,
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": _SETTING,
        "aws:eks/addon:Addon": "AWS's own add-ons are free; their pods run on nodes",
        "aws:eks/podIdentityAssociation:PodIdentityAssociation": _SETTING,
        "aws:elasticache/parameterGroup:ParameterGroup": _SETTING,
        "aws:elasticache/subnetGroup:SubnetGroup": _SETTING,
        "aws:elasticache/user:User": _SETTING,
        "aws:elasticache/userGroup:UserGroup": _SETTING,
        "aws:iam/role:Role": _IAM,
        "aws:iam/rolePolicy:RolePolicy": _IAM,
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment": _IAM,
        "aws:kms/alias:Alias": "an alias is free; its key is priced",
        "aws:lb/listener:Listener": "priced with its load balancer",
        "aws:lb/targetGroup:TargetGroup": "priced with its load balancer",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": (
            "a setting; objects that it moves to another class are priced as S3 Standard"
        ),
        "aws:s3/bucketLogging:BucketLogging": "the logs are priced with the bucket that holds them",
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": _SETTING,
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls": _SETTING,
        "aws:s3/bucketPolicy:BucketPolicy": _SETTING,
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": _SETTING,
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": (
            "a setting; the key and its requests are priced"
        ),
        "aws:s3/bucketVersioning:BucketVersioning": "a setting; old versions count as objects of the bucket",
        "aws:secretsmanager/secretVersion:SecretVersion": "priced with its secret",
        "aws:sqs/queue:Queue": "a few interruption notices, and polls within the million free requests of a month",
        "aws:sqs/queuePolicy:QueuePolicy": _SETTING,
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": _SETTING,
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": _SETTING,
        "aws:wafv2/webAclAssociation:WebAclAssociation": "priced with the web ACL",
        "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": "priced with the log group",
        "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition": _OBJECT,
        "kubernetes:apps/v1:DaemonSet": _POD,
        "kubernetes:batch/v1:Job": "it runs once, on nodes that are there anyway",
        "kubernetes:core/v1:ConfigMap": _OBJECT,
        "kubernetes:core/v1:Namespace": _OBJECT,
        "kubernetes:core/v1:Service": "reached inside the cluster; load balancers are resources of their own",
        "kubernetes:core/v1:ServiceAccount": _OBJECT,
        "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding": _OBJECT,
        "kubernetes:external-secrets.io/v1:SecretStore": _OBJECT,
        "kubernetes:helm.sh/v3:Release": _POD,
        "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass": "its volumes are priced with the node pool",
        "kubernetes:keda.sh/v1alpha1:ScaledObject": _OBJECT,
        "kubernetes:monitoring.coreos.com/v1:PodMonitor": _OBJECT,
        "kubernetes:networking.k8s.io/v1:NetworkPolicy": _OBJECT,
        "kubernetes:policy/v1:PodDisruptionBudget": _OBJECT,
        **{
            f"kubernetes:rbac.authorization.k8s.io/v1:{kind}": _OBJECT
            for kind in ("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding")
        },
        "kubernetes:core/v1:Secret": _OBJECT,
        "kubernetes:storage.k8s.io/v1:StorageClass": "a setting; claims are priced",
    }
)
"""Why a kind costs nothing, by its type token."""
