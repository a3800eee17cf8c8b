"""Properties whose change the stand-in answers with a replacement, as AWS and Kubernetes do.

A choice that covers each way in which the platform replaces things; it is not the full list of any provider.
"""

from __future__ import annotations

from typing import Final

REPLACED_ON: Final[dict[str, frozenset[str]]] = {
    "aws:ec2/vpc:Vpc": frozenset({"cidrBlock", "instanceTenancy"}),
    "aws:ec2/subnet:Subnet": frozenset({"availabilityZone", "cidrBlock", "vpcId"}),
    "aws:ec2/securityGroup:SecurityGroup": frozenset({"description", "name", "vpcId"}),
    "aws:eks/cluster:Cluster": frozenset({"encryptionConfig", "name", "roleArn"}),
    "aws:eks/nodeGroup:NodeGroup": frozenset({"clusterName", "instanceTypes", "subnetIds"}),
    "aws:elasticache/replicationGroup:ReplicationGroup": frozenset({"subnetGroupName", "atRestEncryptionEnabled"}),
    "aws:lb/loadBalancer:LoadBalancer": frozenset({"internal", "loadBalancerType", "name"}),
    "aws:lb/targetGroup:TargetGroup": frozenset({"port", "protocol", "targetType", "vpcId"}),
    "aws:s3/bucket:Bucket": frozenset({"bucket", "objectLockEnabled"}),
}
KUBERNETES_IMMUTABLE: Final = frozenset({"apiVersion", "kind"})


def replaces(token: str, changed: set[str]) -> list[str]:
    """Return which of the changed properties force a replacement."""
    if token.startswith("kubernetes:"):
        return sorted(changed & KUBERNETES_IMMUTABLE)
    return sorted(changed & REPLACED_ON.get(token, frozenset()))
