"""The properties of AWS resources that matter to a reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evenkeel.report.kinds import MINOR, UNFOLDED, Kind

AWS_KINDS: Final[Mapping[str, Kind]] = {
    # network
    "aws:ec2/vpc:Vpc": Kind({"": "cidrBlock", "IPv6?": "assignGeneratedIpv6CidrBlock"}),
    "aws:ec2/subnet:Subnet": Kind({"": "cidrBlock", " ": "availabilityZone"}),
    "aws:ec2/natGateway:NatGateway": Kind({"": "connectivityType", "subnet": "subnetId"}),
    "aws:ec2/eip:Eip": MINOR,
    "aws:ec2/internetGateway:InternetGateway": Kind(),
    "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": Kind(),
    "aws:ec2/route:Route": Kind({"to": "destinationCidrBlock"}, minor=True),
    "aws:ec2/routeTable:RouteTable": MINOR,
    "aws:ec2/routeTableAssociation:RouteTableAssociation": MINOR,
    "aws:ec2/vpcEndpoint:VpcEndpoint": Kind({"": "vpcEndpointType"}),
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": MINOR,
    "aws:ec2/flowLog:FlowLog": Kind({"traffic": "trafficType", "to": "logDestinationType"}),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": Kind({"ingress": "ingress", "egress": "egress"}),
    "aws:ec2/securityGroup:SecurityGroup": Kind({"": "description"}),
    "aws:ec2/securityGroupRule:SecurityGroupRule": MINOR,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": MINOR,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": MINOR,
    "aws:ec2/networkAcl:NetworkAcl": MINOR,
    "aws:ec2/placementGroup:PlacementGroup": Kind({"strategy": "strategy"}),
    "aws:ec2/launchTemplate:LaunchTemplate": Kind({"": "instanceType", "image": "imageId"}),
    # cluster
    "aws:eks/cluster:Cluster": Kind(
        {
            "version": "version",
            "private endpoint?": "vpcConfig.endpointPrivateAccess",
            "public from": "vpcConfig.publicAccessCidrs",
            "logs": "enabledClusterLogTypes",
            "encrypts": "encryptionConfig.resources",
        }
    ),
    "aws:eks/addon:Addon": Kind({"": "addonVersion"}, fold_from=UNFOLDED),
    "aws:eks/nodeGroup:NodeGroup": Kind(
        {
            "": "instanceTypes",
            " ": "capacityType",
            "minimum": "scalingConfig.minSize",
            "maximum": "scalingConfig.maxSize",
            "taints": "taints",
        },
        fold_from=UNFOLDED,
    ),
    "aws:eks/accessEntry:AccessEntry": Kind({"": "type", "for": "principalArn"}),
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": MINOR,
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": Kind(
        {"namespace": "namespace", "service account": "serviceAccount"}
    ),
    "aws:sqs/queue:Queue": Kind({"keeps seconds": "messageRetentionSeconds", "key": "kmsMasterKeyId"}),
    "aws:sqs/queuePolicy:QueuePolicy": MINOR,
    "aws:cloudwatch/eventRule:EventRule": Kind({"": "description"}),
    "aws:cloudwatch/eventTarget:EventTarget": MINOR,
    "aws:cloudwatch/logGroup:LogGroup": Kind({"retention days": "retentionInDays", "key": "kmsKeyId"}),
    "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": Kind({"": "upstreamRegistryUrl"}),
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": MINOR,
    # what only CloudFormation can make
    "aws:cloudformation/stack:Stack": Kind({"": "name"}),
    # identity and keys
    "aws:iam/role:Role": Kind({"": "description"}),
    "aws:iam/rolePolicy:RolePolicy": MINOR,
    "aws:iam/policy:Policy": Kind({"": "description"}),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": MINOR,
    "aws:iam/instanceProfile:InstanceProfile": MINOR,
    "aws:kms/key:Key": Kind({"": "description", "rotated?": "enableKeyRotation"}),
    "aws:kms/alias:Alias": MINOR,
    "aws:secretsmanager/secret:Secret": Kind({"": "description", "key": "kmsKeyId"}),
    "aws:secretsmanager/secretVersion:SecretVersion": MINOR,
    # storage
    "aws:s3/bucket:Bucket": Kind({"": "bucket", "emptied on destroy?": "forceDestroy"}),
    "aws:s3/bucketVersioning:BucketVersioning": Kind({"": "versioningConfiguration.status"}),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": Kind(
        {"": "rules[].applyServerSideEncryptionByDefault.sseAlgorithm", "bucket key?": "rules[].bucketKeyEnabled"}
    ),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": Kind({"rules": "rules[].id"}),
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": Kind({"to": "rules[].destination.bucket"}),
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": Kind(
        {"": "rule.defaultRetention.mode", "days": "rule.defaultRetention.days"}
    ),
    "aws:s3/bucketPolicy:BucketPolicy": MINOR,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": MINOR,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": MINOR,
    "aws:s3/bucketLogging:BucketLogging": MINOR,
    # cache
    "aws:elasticache/replicationGroup:ReplicationGroup": Kind(
        {
            "": "engine",
            " ": "engineVersion",
            "  ": "nodeType",
            "replicas": "replicasPerNodeGroup",
            "nodes": "numCacheClusters",
            "TLS?": "transitEncryptionEnabled",
            "failover?": "automaticFailoverEnabled",
            "snapshots days": "snapshotRetentionLimit",
        }
    ),
    "aws:elasticache/parameterGroup:ParameterGroup": Kind({"": "family"}),
    "aws:elasticache/user:User": Kind({"": "userName", "may": "accessString"}),
    "aws:elasticache/userGroup:UserGroup": MINOR,
    "aws:elasticache/subnetGroup:SubnetGroup": MINOR,
    # load balancer
    "aws:lb/loadBalancer:LoadBalancer": Kind(
        {
            "": "loadBalancerType",
            "internal?": "internal",
            "idle seconds": "idleTimeout",
            "deletion protection?": "enableDeletionProtection",
        }
    ),
    "aws:lb/listener:Listener": Kind(
        {"": "protocol", " ": "port", "TLS policy": "sslPolicy", "action": "defaultActions[].type"}
    ),
    "aws:lb/targetGroup:TargetGroup": Kind(
        {"": "protocol", " ": "port", "health": "healthCheck.path", "drain seconds": "deregistrationDelay"}
    ),
    "aws:wafv2/webAcl:WebAcl": Kind({"": "scope", "rules": "rules[].name"}),
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": MINOR,
    "aws:wafv2/webAclAssociation:WebAclAssociation": MINOR,
    "aws:acm/certificate:Certificate": Kind({"": "domainName", "by": "validationMethod"}),
}
"""How AWS resources are shown, by type token; paths as in the provider's own schema."""
