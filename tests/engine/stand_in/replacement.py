"""Properties whose change the stand-in answers with a replacement, as AWS and Kubernetes do.

A choice that covers each way in which the platform replaces things; it is not the full list of any provider.
Sources: "Forces new resource" in the documentation of the AWS provider 7; immutable fields in the Kubernetes API.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tests.engine.stand_in.values import at

_NAMED = frozenset({"name", "namePrefix"})
REPLACED_ON: Final[dict[str, frozenset[str]]] = {
    "aws:cloudwatch/logGroup:LogGroup": _NAMED,
    "aws:ec2/eip:Eip": frozenset({"domain"}),
    "aws:ec2/flowLog:FlowLog": frozenset({"iamRoleArn", "logDestination", "trafficType", "vpcId"}),
    "aws:ec2/internetGateway:InternetGateway": frozenset[str](),
    "aws:ec2/launchTemplate:LaunchTemplate": _NAMED,
    "aws:ec2/natGateway:NatGateway": frozenset({"allocationId", "subnetId"}),
    "aws:ec2/placementGroup:PlacementGroup": frozenset({"name", "partitionCount", "strategy"}),
    "aws:ec2/routeTable:RouteTable": frozenset({"vpcId"}),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": frozenset({"subnetId"}),
    "aws:ec2/securityGroup:SecurityGroup": frozenset({"description", "vpcId"}) | _NAMED,
    "aws:ec2/subnet:Subnet": frozenset({"availabilityZone", "cidrBlock", "vpcId"}),
    "aws:ec2/vpc:Vpc": frozenset({"cidrBlock", "instanceTenancy"}),
    "aws:ec2/vpcEndpoint:VpcEndpoint": frozenset({"serviceName", "vpcEndpointType", "vpcId"}),
    "aws:eks/accessEntry:AccessEntry": frozenset({"clusterName", "principalArn"}),
    "aws:eks/addon:Addon": frozenset({"addonName", "clusterName"}),
    "aws:eks/cluster:Cluster": frozenset({"encryptionConfig", "name", "roleArn"}),
    "aws:eks/nodeGroup:NodeGroup": frozenset({"amiType", "clusterName", "instanceTypes", "nodeRoleArn", "subnetIds"}),
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": frozenset({"clusterName", "namespace", "serviceAccount"}),
    "aws:elasticache/replicationGroup:ReplicationGroup": frozenset({"atRestEncryptionEnabled", "subnetGroupName"}),
    "aws:elasticache/subnetGroup:SubnetGroup": frozenset({"name"}),
    "aws:iam/role:Role": frozenset({"path"}) | _NAMED,
    "aws:iam/rolePolicy:RolePolicy": frozenset({"role"}) | _NAMED,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": frozenset({"policyArn", "role"}),
    "aws:kms/alias:Alias": _NAMED,
    "aws:kms/key:Key": frozenset({"customerMasterKeySpec", "keyUsage", "multiRegion"}),
    "aws:lb/listener:Listener": frozenset({"loadBalancerArn"}),
    "aws:lb/loadBalancer:LoadBalancer": frozenset({"internal", "loadBalancerType"}) | _NAMED,
    "aws:lb/targetGroup:TargetGroup": frozenset({"port", "protocol", "targetType", "vpcId"}) | _NAMED,
    "aws:s3/bucket:Bucket": frozenset({"bucket", "bucketPrefix", "objectLockEnabled"}),
    "aws:secretsmanager/secret:Secret": _NAMED,
    "aws:sqs/queue:Queue": frozenset({"fifoQueue"}) | _NAMED,
}
KUBERNETES_REPLACED_ON: Final[dict[str, frozenset[str]]] = {
    "DaemonSet": frozenset({"spec.selector"}),
    "Deployment": frozenset({"spec.selector"}),
    "Job": frozenset({"spec.completions", "spec.selector", "spec.template"}),
    "PersistentVolumeClaim": frozenset({"spec.accessModes", "spec.storageClassName"}),
    "StorageClass": frozenset({"parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"}),
}
_KUBERNETES_ALWAYS: Final = frozenset({"apiVersion", "kind", "metadata.name", "metadata.namespace"})
# Where a name is unique in a region or an account, a replacement of the same name cannot be made beside the old thing.
_AWS_NAMES: Final = {"aws:s3/bucket:Bucket": "bucket"}


def replaces(token: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return which of the changed properties force a replacement, as dotted paths."""
    if token.startswith("kubernetes:"):
        candidates = _KUBERNETES_ALWAYS | KUBERNETES_REPLACED_ON.get(token.rpartition(":")[2], frozenset())
    else:
        candidates = REPLACED_ON.get(token, frozenset())
    return sorted(path for path in candidates if at(old, path) != at(new, path))


def deletes_first(token: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether a replacement has to wait for the deletion, since it keeps a name that the program chose."""
    if token.startswith("kubernetes:"):
        return all(at(old, path) == at(new, path) for path in ("metadata.name", "metadata.namespace"))
    chosen = _AWS_NAMES.get(token, "name")
    return chosen in new and old.get(chosen) == new[chosen]


def identity(token: str, inputs: Mapping[str, Any]) -> str | None:
    """Return what nothing else of the cloud may have, or None where names are not unique.

    Args:
        token: the resource's type.
        inputs: its properties, with secrets revealed.
    """
    if token.startswith("kubernetes:"):
        name = at(inputs, "metadata.name")
        group = str(inputs.get("apiVersion", "")).rpartition("/")[0]
        return f"{group}/{inputs.get('kind')}/{at(inputs, 'metadata.namespace')}/{name}" if name else None
    bucket = inputs.get("bucket") if token == "aws:s3/bucket:Bucket" else None
    return f"bucket {bucket}" if bucket else None
