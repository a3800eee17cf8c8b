from __future__ import annotations

import pytest

from evenkeel.diff import compare
from evenkeel.diff.replacement import rules
from evenkeel.model import UNKNOWN, Value
from evenkeel.model.change import Effect, Operation
from tests.diff.plans import BUCKET, SUBNET, VPC, between, only, operation
from tests.report.plans import Sketch


@pytest.mark.parametrize(
    ("token", "before", "after", "expected"),
    [
        (VPC, {"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": "10.1.0.0/16"}, Operation.REPLACE),
        (VPC, {"enableDnsSupport": False}, {"enableDnsSupport": True}, Operation.UPDATE),
        (VPC, {"tags": {"a": "b"}}, {"tags": {"a": "c"}}, Operation.UPDATE),
        (VPC, {"inventedLater": 1}, {"inventedLater": 2}, Operation.MAY_REPLACE),
        ("aws:new/thing:Thing", {"size": 1}, {"size": 2}, Operation.MAY_REPLACE),
        ("aws:eks/nodeGroup:NodeGroup", {"launchTemplate": {"version": "1"}}, {"launchTemplate": {"version": "2"}},
         Operation.UPDATE),
        ("aws:eks/nodeGroup:NodeGroup", {"launchTemplate": {"id": "1"}}, {"launchTemplate": {"id": "2"}},
         Operation.REPLACE),
        ("kubernetes:core/v1:ConfigMap", {"data": {"a": "1"}}, {"data": {"a": "2"}}, Operation.REPLACE),
        ("kubernetes:apps/v1:Deployment", {"spec": {"replicas": 1}}, {"spec": {"replicas": 2}}, Operation.UPDATE),
        ("kubernetes:apps/v1:Deployment", {"spec": {"selector": {"matchLabels": {"a": "b"}}}},
         {"spec": {"selector": {"matchLabels": {"a": "c"}}}}, Operation.REPLACE),
        ("kubernetes:unheard.of/v1:Kind", {"spec": {"a": 1}}, {"spec": {"a": 2}}, Operation.MAY_REPLACE),
    ],
)  # fmt: skip
def test_a_property_decides_what_happens(
    token: str, before: dict[str, Value], after: dict[str, Value], expected: Operation
) -> None:
    assert operation(token, before, after) is expected


def test_what_may_change_may_replace() -> None:
    change = between(SUBNET, {"cidrBlock": "10.0.0.0/24"}, {"cidrBlock": UNKNOWN})
    assert only(change).operation is Operation.MAY_REPLACE


def test_what_holds_a_replaced_resource_is_replaced_too() -> None:
    def network(block: str) -> Sketch:
        sketch = Sketch()
        vpc = sketch.add(VPC, "vpc", {"cidrBlock": block})
        late: dict[str, Value] = {"vpcId": UNKNOWN, "cidrBlock": "10.0.0.0/24"}
        sketch.add(SUBNET, "subnet", late, property_dependencies={"vpcId": (vpc,)})
        sketch.add("aws:ec2/internetGateway:InternetGateway", "door", {"vpcId": UNKNOWN},
                   property_dependencies={"vpcId": (vpc,)})  # fmt: skip
        return sketch

    change = compare(network("10.0.0.0/16").plan(), network("10.0.0.0/8").plan())
    assert {each.resource.name: each.operation for each in change.changed} == {
        "vpc": Operation.REPLACE,
        "subnet": Operation.REPLACE,
        "door": Operation.UPDATE,
    }


def test_an_ignored_property_changes_nothing() -> None:
    change = between(BUCKET, {"bucket": "a"}, {"bucket": "b"}, ignore_changes=("bucket",))
    assert change.is_empty


def test_an_option_can_force_a_replacement() -> None:
    found = operation(BUCKET, {"tags": {"a": "b"}}, {"tags": {"a": "c"}}, replace_on_changes=("tags",))
    assert found is Operation.REPLACE


def test_the_longest_path_counts() -> None:
    cluster = rules("aws:eks/cluster:Cluster")
    assert cluster.effect(["accessConfig", "authenticationMode"]) is Effect.IN_PLACE
    assert cluster.effect(["accessConfig", "bootstrapClusterCreatorAdminPermissions"]) is Effect.REPLACES
    assert cluster.effect(["accessConfig"]) is Effect.MAY_REPLACE


@pytest.mark.parametrize(
    ("token", "replaces", "in_place", "depends"),
    [
        (SUBNET, "availabilityZone cidrBlock vpcId", "mapPublicIpOnLaunch enableDns64", "ipv6CidrBlock"),
        (VPC, "cidrBlock", "enableDnsHostnames", "instanceTenancy"),
        ("aws:ec2/securityGroup:SecurityGroup", "description name vpcId", "ingress egress", ""),
        ("aws:ec2/eip:Eip", "domain publicIpv4Pool", "instance customerOwnedIpv4Pool", ""),
        ("aws:ec2/natGateway:NatGateway", "allocationId subnetId connectivityType", "secondaryAllocationIds",
         "availabilityZoneAddresses"),
        ("aws:ec2/route:Route", "routeTableId destinationCidrBlock", "gatewayId natGatewayId", ""),
        ("aws:ec2/vpcEndpoint:VpcEndpoint", "serviceName vpcId vpcEndpointType dnsOptions.privateDnsPreference",
         "policy subnetIds securityGroupIds dnsOptions.dnsRecordIpType", "privateDnsEnabled"),
        ("aws:ec2/launchTemplate:LaunchTemplate", "name namePrefix", "userData imageId blockDeviceMappings", ""),
        ("aws:eks/cluster:Cluster", "name roleArn kubernetesNetworkConfig.ipFamily bootstrapSelfManagedAddons",
         "version vpcConfig.subnetIds vpcConfig.endpointPublicAccess remoteNetworkConfig upgradePolicy",
         "encryptionConfig vpcConfig.controlPlaneEgressMode"),
        ("aws:eks/nodeGroup:NodeGroup", "amiType capacityType diskSize instanceTypes subnetIds nodeRoleArn",
         "scalingConfig labels taints updateConfig version", ""),
        ("aws:eks/addon:Addon", "addonName clusterName namespaceConfig.namespace",
         "addonVersion configurationValues", ""),
        ("aws:elasticache/replicationGroup:ReplicationGroup",
         "atRestEncryptionEnabled kmsKeyId port subnetGroupName dataTieringEnabled",
         "nodeType numNodeGroups replicasPerNodeGroup parameterGroupName userGroupIds",
         "engine engineVersion transitEncryptionEnabled nodeGroupConfigurations"),
        ("aws:elasticache/user:User", "userId userName", "accessString authenticationMode.passwords", ""),
        ("aws:secretsmanager/secretVersion:SecretVersion", "secretId secretString", "versionStages", ""),
        ("aws:secretsmanager/secret:Secret", "name", "kmsKeyId policy recoveryWindowInDays replicas", ""),
        (BUCKET, "bucket objectLockEnabled objectLockConfiguration.objectLockEnabled", "forceDestroy policy", ""),
        ("aws:lb/loadBalancer:LoadBalancer", "name internal loadBalancerType", "idleTimeout accessLogs",
         "subnets securityGroups"),
        ("aws:lb/targetGroup:TargetGroup", "port protocol vpcId targetType targetControlPort",
         "healthCheck stickiness deregistrationDelay", ""),
        ("aws:lb/listener:Listener", "loadBalancerArn", "port protocol certificateArn sslPolicy defaultActions", ""),
        ("aws:iam/role:Role", "name path", "assumeRolePolicy maxSessionDuration permissionsBoundary", ""),
        ("aws:kms/key:Key", "customerMasterKeySpec keyUsage multiRegion", "policy enableKeyRotation", ""),
        ("aws:cloudwatch/logGroup:LogGroup", "name logGroupClass", "kmsKeyId retentionInDays", ""),
        ("aws:sqs/queue:Queue", "name fifoQueue", "kmsMasterKeyId policy visibilityTimeoutSeconds", ""),
        ("aws:wafv2/webAcl:WebAcl", "name scope", "rules defaultAction description", ""),
        ("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "resourceArn logDestinationConfigs",
         "loggingFilter redactedFields", ""),
        ("kubernetes:apps/v1:StatefulSet", "spec.volumeClaimTemplates spec.serviceName spec.selector.matchLabels",
         "spec.replicas spec.template", ""),
        ("kubernetes:core/v1:PersistentVolumeClaim", "spec.accessModes spec.storageClassName",
         "spec.resources.requests.storage", "spec.volumeMode"),
        ("kubernetes:core/v1:Service", "spec.clusterIP", "spec.ports spec.type", "spec.loadBalancerClass"),
        ("kubernetes:batch/v1:Job", "spec.template spec.completions", "spec.suspend", "spec.completionMode"),
        ("kubernetes:storage.k8s.io/v1:StorageClass", "provisioner parameters", "allowVolumeExpansion",
         "reclaimPolicy"),
        ("kubernetes:karpenter.sh/v1:NodePool", "metadata.name", "spec.limits spec.template.spec.requirements",
         "spec.template.spec.nodeClassRef.kind spec.replicas"),
    ],
)  # fmt: skip
def test_the_classics(token: str, replaces: str, in_place: str, depends: str) -> None:
    known = rules(token)
    found = {path: known.effect(path.split(".")) for path in f"{replaces} {in_place} {depends}".split()}
    expected = dict.fromkeys(replaces.split(), Effect.REPLACES)
    expected |= dict.fromkeys(in_place.split(), Effect.IN_PLACE)
    expected |= dict.fromkeys(depends.split(), Effect.MAY_REPLACE)
    assert found == expected
    assert all(known.remark(path.split(".")) for path in depends.split())


def test_a_note_says_on_what_a_replacement_depends() -> None:
    balancer = "aws:lb/loadBalancer:LoadBalancer"
    change = between(balancer, {"subnets": ["a", "b"]}, {"subnets": ["a"]})
    [note] = [note for note in change.notes if "may be replaced" in note]
    assert note.startswith(f"{balancer} may be replaced for subnets: a network load balancer is replaced unless")


def test_a_note_names_the_kinds_that_were_not_verified() -> None:
    change = between("aws:new/thing:Thing", {"size": 1}, {"size": 2})
    assert "predicted without having read the provider's source: aws:new/thing:Thing" in change.notes
    change = between(VPC, {"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": "10.1.0.0/16"})
    assert not any(note.startswith("predicted without") for note in change.notes)
