"""What may be broken about AWS resources: encryption, exposure, transport, retention, protection, rights."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, cast

from evenkeel.model import Resource, Value
from tests.policies.mutations.editing import Steps, at
from tests.policies.mutations.operator import Operator, drops, edits, removes, sets

_BUCKET: Final = "aws:s3/bucket*:Bucket"
_CACHE: Final = "aws:elasticache/*:ReplicationGroup"
_CLUSTER: Final = "aws:eks/*:Cluster"
_TEMPLATE: Final = "aws:ec2/*:LaunchTemplate"
_LISTENER: Final = "aws:lb/*:Listener"
_BALANCER: Final = "aws:lb/*:LoadBalancer"
_PUBLIC: Final = "0.0.0.0/0"
_OPEN_POLICY: Final = json.dumps({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*"}]})
_SOURCES: Final = ("referencedSecurityGroupId", "fromPort", "toPort")


def _statement(**changes: Value) -> Callable[[Value], Value]:
    return lambda old: {**cast("Mapping[str, Value]", old), **changes}


def _more_statements(**statement: Value) -> Callable[[Value], Value]:
    return lambda old: [*cast("list[Value]", old), {"Effect": "Allow", **statement}]


def _unprotected(resource: Resource) -> Resource | None:
    return replace(resource, protect=False) if resource.protect else None


def _from_anywhere(port: int | None) -> Callable[[Resource], Resource]:
    """Return what opens a rule to every address, for one port or for all."""

    def opened(resource: Resource) -> Resource:
        others = {name: value for name, value in resource.inputs.items() if name not in _SOURCES}
        ports: dict[str, Value] = {} if port is None else {"fromPort": port, "toPort": port}
        protocol = "-1" if port is None else "tcp"
        return replace(resource, inputs={**others, **ports, "cidrIpv4": _PUBLIC, "ipProtocol": protocol})

    return opened


def _log_type_lost(old: Value) -> Value:
    return cast("list[Value]", old)[1:]


def _is_allowed_at(resource: Resource, steps: Steps) -> bool:
    return cast("Mapping[str, Value]", at(resource.inputs, steps)).get("Effect") == "Allow"


_INGRESS: Final = "aws:vpc/*:SecurityGroupIngressRule"

CLOUD_OPERATORS: Final[tuple[Operator, ...]] = (
    # Buckets
    *(
        sets(f"bucket-{name}-off", "aws:s3/*:BucketPublicAccessBlock", name, value=False, expected=[check])
        for name, check in (
            ("blockPublicAcls", "CKV_AWS_53"),
            ("blockPublicPolicy", "CKV_AWS_54"),
            ("ignorePublicAcls", "CKV_AWS_55"),
            ("restrictPublicBuckets", "CKV_AWS_56"),
        )
    ),
    drops("forget-public-switch", "aws:s3/*:BucketPublicAccessBlock", "blockPublicPolicy", ["CKV_AWS_54"]),
    removes("remove-public-access-block", "aws:s3/*:BucketPublicAccessBlock", ["CKV2_AWS_6"]),
    removes(
        "remove-bucket-encryption", "aws:s3/*:BucketServerSideEncryptionConfiguration", ["CKV_AWS_19", "CKV_AWS_145"]
    ),
    sets(
        "bucket-without-own-key",
        "aws:s3/*:BucketServerSideEncryptionConfiguration",
        "rules * applyServerSideEncryptionByDefault sseAlgorithm",
        "AES256",
        ["CKV_AWS_145"],
        where=lambda resource, _steps: "log" not in resource.name,
    ),
    removes("remove-bucket-versioning", "aws:s3/*:BucketVersioning", ["CKV_AWS_21"]),
    sets(
        "suspend-bucket-versioning",
        "aws:s3/*:BucketVersioning",
        "versioningConfiguration status",
        "Suspended",
        ["CKV_AWS_21"],
    ),
    removes("remove-bucket-logging", "aws:s3/*:BucketLogging", ["CKV_AWS_18"]),
    removes("remove-bucket-lifecycle", "aws:s3/*:BucketLifecycleConfiguration", ["CKV2_AWS_61", "CKV_AWS_300"]),
    drops(
        "keep-unfinished-uploads",
        "aws:s3/*:BucketLifecycleConfiguration",
        "rules * abortIncompleteMultipartUpload",
        ["CKV_AWS_300"],
    ),
    removes("remove-bucket-policy", "aws:s3/*:BucketPolicy", ["aws-*tls*", "aws-*transport*"]),
    sets(
        "bucket-policy-without-tls",
        "aws:s3/*:BucketPolicy",
        "policy Statement *",
        None,
        ["aws-*tls*", "aws-*transport*"],
        where=lambda resource, steps: "SecureTransport" in str(at(resource.inputs, steps)),
    ),
    sets(
        "bucket-for-anyone",
        "aws:s3/*:BucketPolicy",
        "policy Statement",
        _more_statements(Principal="*", Action="s3:GetObject", Resource="*"),
        ["CKV_AWS_70"],
    ),
    sets(
        "bucket-with-acl", "aws:s3/*:BucketOwnershipControls", "rule objectOwnership", "ObjectWriter", ["CKV2_AWS_65"]
    ),
    removes("remove-bucket-replication", "aws:s3/*:BucketReplicationConfig", ["CKV_AWS_144", "aws-*replic*"]),
    sets("public-bucket-acl", _BUCKET, "acl", "public-read", ["CKV_AWS_20", "AWS-0092"]),
    edits(
        "unprotected",
        "aws:s3/*:Bucket aws:kms/*:Key aws:eks/*:Cluster aws:elasticache/*:ReplicationGroup",
        _unprotected,
        ["aws-*protect*", "platform-*protect*"],
    ),
    # Keys
    sets("key-without-rotation", "aws:kms/*:Key", "enableKeyRotation", value=False, expected=["CKV_AWS_7"]),
    drops("key-forgets-rotation", "aws:kms/*:Key", "enableKeyRotation", ["CKV_AWS_7"]),
    sets("key-disabled", "aws:kms/*:Key", "isEnabled", value=False, expected=["CKV_AWS_227"]),
    sets(
        "key-for-anyone",
        "aws:kms/*:Key",
        "policy",
        _OPEN_POLICY,
        ["CKV_AWS_33"],
    ),
    sets("key-gone-in-a-week", "aws:kms/*:Key", "deletionWindowInDays", 7, ["aws-*key*"]),
    # Network
    sets("public-addresses", "aws:ec2/*:Subnet", "mapPublicIpOnLaunch", value=True, expected=["CKV_AWS_130"]),
    removes("remove-flow-log", "aws:ec2/*:FlowLog", ["CKV2_AWS_11"]),
    sets("flow-log-of-rejects", "aws:ec2/*:FlowLog", "trafficType", "REJECT", ["CKV2_AWS_11", "aws-*flow*"]),
    sets(
        "default-group-open",
        "aws:ec2/*:DefaultSecurityGroup",
        "ingress",
        [{"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": [_PUBLIC]}],
        ["CKV2_AWS_12"],
    ),
    removes("remove-default-group", "aws:ec2/*:DefaultSecurityGroup", ["CKV2_AWS_12"]),
    sets(
        "anything-in",
        _INGRESS,
        "ipProtocol",
        "-1",
        ["CKV_AWS_277", "aws-*ingress*", "aws-*group*"],
        where=lambda resource, _steps: resource.inputs.get("cidrIpv4") == _PUBLIC,
    ),
    edits("shell-from-anywhere", _INGRESS, _from_anywhere(22), ["CKV_AWS_24"]),
    edits("desktop-from-anywhere", _INGRESS, _from_anywhere(3389), ["CKV_AWS_25"]),
    edits("everything-from-anywhere", _INGRESS, _from_anywhere(None), ["CKV_AWS_277", "CKV_AWS_260", "CKV_AWS_24"]),
    drops(
        "rule-without-description",
        f"{_INGRESS} aws:vpc/*:SecurityGroupEgressRule aws:ec2/*:SecurityGroup",
        "description",
        ["CKV_AWS_23", "AWS-0124", "AWS-0099"],
    ),
    sets(
        "list-opens-shell",
        "aws:ec2/*:NetworkAcl",
        "ingress * cidrBlock",
        _PUBLIC,
        ["CKV_AWS_232", "CKV_AWS_352", "AWS-0105"],
    ),
    sets(
        "endpoint-for-anyone",
        "aws:ec2/*:VpcEndpoint",
        "policy",
        _OPEN_POLICY,
        ["aws-*endpoint*"],
        where=lambda resource, steps: at(resource.inputs, steps) is not None,
    ),
    drops("endpoint-without-policy", "aws:ec2/*:VpcEndpoint", "policy", ["aws-*endpoint*"]),
    # Cluster and nodes
    sets(
        "public-cluster",
        _CLUSTER,
        "vpcConfig",
        _statement(endpointPublicAccess=True, publicAccessCidrs=[_PUBLIC]),
        ["CKV_AWS_38", "CKV_AWS_39"],
    ),
    sets(
        "public-endpoint", _CLUSTER, "vpcConfig endpointPublicAccess", value=True, expected=["CKV_AWS_38", "CKV_AWS_39"]
    ),
    drops("secrets-in-clear", _CLUSTER, "encryptionConfig", ["CKV_AWS_58"]),
    sets("secrets-not-encrypted", _CLUSTER, "encryptionConfig resources", [], ["CKV_AWS_58"]),
    drops("no-control-plane-logs", _CLUSTER, "enabledClusterLogTypes", ["CKV_AWS_37"]),
    sets("fewer-control-plane-logs", _CLUSTER, "enabledClusterLogTypes", _log_type_lost, ["CKV_AWS_37"]),
    sets("old-kubernetes", _CLUSTER, "version", "1.24", ["CKV_AWS_339"]),
    sets(
        "creator-is-administrator",
        _CLUSTER,
        "accessConfig bootstrapClusterCreatorAdminPermissions",
        value=True,
        expected=["aws-*access*", "aws-*creator*"],
    ),
    sets(
        "configuration-map-access",
        _CLUSTER,
        "accessConfig authenticationMode",
        "CONFIG_MAP",
        ["aws-*access*", "aws-*authentication*"],
    ),
    sets("add-on-of-any-version", "aws:eks/*:Addon", "addonVersion", None, ["aws-*add-on*", "aws-*addon*"]),
    sets("shell-on-nodes", "aws:eks/*:NodeGroup", "remoteAccess", {"ec2SshKey": "key"}, ["CKV_AWS_100"]),
    sets("sessionless-metadata", _TEMPLATE, "metadataOptions httpTokens", "optional", ["CKV_AWS_79"]),
    drops("forget-metadata", _TEMPLATE, "metadataOptions", ["CKV_AWS_79", "CKV_AWS_341"]),
    sets("distant-metadata", _TEMPLATE, "metadataOptions httpPutResponseHopLimit", 3, ["CKV_AWS_341"]),
    sets("node-disk-in-clear", _TEMPLATE, "blockDeviceMappings * ebs encrypted", "false", ["CKV_AWS_8", "AWS-0008"]),
    sets("public-system-node", _TEMPLATE, "networkInterfaces * associatePublicIpAddress", "true", ["CKV_AWS_88"]),
    # Cache
    sets("cache-in-clear", _CACHE, "atRestEncryptionEnabled", value=False, expected=["CKV_AWS_29"]),
    sets("cache-without-tls", _CACHE, "transitEncryptionEnabled", value=False, expected=["CKV_AWS_30"]),
    sets("cache-with-optional-tls", _CACHE, "transitEncryptionMode", "preferred", ["CKV_AWS_30", "aws-*cache*"]),
    drops("cache-without-own-key", _CACHE, "kmsKeyId", ["CKV_AWS_191"]),
    drops("cache-for-anyone", _CACHE, "userGroupIds", ["CKV_AWS_31"]),
    sets("cache-without-snapshots", _CACHE, "snapshotRetentionLimit", 0, ["CKV_AWS_134"]),
    sets("cache-in-one-zone", _CACHE, "multiAzEnabled", value=False, expected=["CKV2_AWS_50"]),
    sets("cache-without-failover", _CACHE, "automaticFailoverEnabled", value=False, expected=["CKV2_AWS_50"]),
    sets("cache-never-updated", _CACHE, "autoMinorVersionUpgrade", value=False, expected=["CKV_AWS_322"]),
    # Load balancer
    sets("load-balancer-unprotected", _BALANCER, "enableDeletionProtection", value=False, expected=["CKV_AWS_150"]),
    drops("load-balancer-without-logs", _BALANCER, "accessLogs", ["CKV_AWS_91"]),
    sets("load-balancer-logs-off", _BALANCER, "accessLogs enabled", value=False, expected=["CKV_AWS_91"]),
    sets("keep-invalid-headers", _BALANCER, "dropInvalidHeaderFields", value=False, expected=["CKV_AWS_131"]),
    sets("monitor-desync", _BALANCER, "desyncMitigationMode", "monitor", ["CKV_AWS_328"]),
    sets(
        "plain-http",
        _LISTENER,
        "protocol",
        "HTTP",
        ["CKV_AWS_2", "AWS-0054"],
        where=lambda resource, _steps: resource.inputs.get("protocol") == "HTTPS",
    ),
    sets(
        "no-redirect",
        _LISTENER,
        "defaultActions",
        [{"type": "forward", "targetGroupArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/x/1"}],
        ["CKV_AWS_2", "CKV2_AWS_20"],
        where=lambda resource, _steps: resource.inputs.get("protocol") == "HTTP",
    ),
    sets(
        "old-tls",
        _LISTENER,
        "sslPolicy",
        "ELBSecurityPolicy-2016-08",
        ["CKV_AWS_103"],
        where=lambda resource, _steps: "sslPolicy" in resource.inputs,
    ),
    drops("default-tls", _LISTENER, "sslPolicy", ["CKV_AWS_103"]),
    removes("remove-firewall", "aws:wafv2/*:WebAclAssociation", ["CKV2_AWS_28"]),
    sets("health-check-off", "aws:lb/*:TargetGroup", "healthCheck enabled", value=False, expected=["CKV_AWS_261"]),
    # Rights
    sets(
        "policy-allows-everything",
        "aws:iam/*:RolePolicy",
        "policy Statement",
        _more_statements(Action="*", Resource="*"),
        ["CKV_AWS_62", "CKV_AWS_63"],
    ),
    sets(
        "wildcard-actions",
        "aws:iam/*:RolePolicy",
        "policy Statement *",
        _statement(Action=["*"]),
        ["CKV_AWS_63", "CKV_AWS_62"],
        where=_is_allowed_at,
    ),
    sets(
        "all-of-a-bucket",
        "aws:iam/*:RolePolicy",
        "policy Statement",
        _more_statements(Action=["s3:*"], Resource=["*"]),
        ["CKV_AWS_288", "CKV_AWS_355", "AWS-0345", "CKV_AWS_289", "CKV_AWS_290"],
    ),
    sets(
        "pass-any-role",
        "aws:iam/*:RolePolicy",
        "policy Statement",
        _more_statements(Action=["iam:PassRole"], Resource=["*"]),
        ["CKV_AWS_286", "AWS-0342"],
    ),
    sets(
        "all-secrets-of-the-account",
        "aws:iam/*:RolePolicy",
        "policy Statement",
        _more_statements(Action=["secretsmanager:GetSecretValue"], Resource=["*"]),
        ["CKV_AWS_288", "CKV_AWS_287"],
    ),
    sets(
        "role-for-anyone",
        "aws:iam/*:Role",
        "assumeRolePolicy Statement *",
        {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"},
        ["CKV_AWS_60", "CKV_AWS_61"],
    ),
    sets(
        "managed-administrator",
        "aws:iam/*:RolePolicyAttachment",
        "policyArn",
        "arn:aws:iam::aws:policy/AdministratorAccess",
        ["CKV_AWS_274"],
    ),
    # Logs, queues, registry
    drops("logs-forever", "aws:cloudwatch/*:LogGroup", "retentionInDays", ["CKV_AWS_66"]),
    sets("logs-for-a-day", "aws:cloudwatch/*:LogGroup", "retentionInDays", 1, ["CKV_AWS_338"]),
    drops("logs-without-own-key", "aws:cloudwatch/*:LogGroup", "kmsKeyId", ["CKV_AWS_158"]),
    sets("queue-in-clear", "aws:sqs/*:Queue", "sqsManagedSseEnabled", value=False, expected=["CKV_AWS_27"]),
    sets(
        "queue-for-anyone",
        "aws:sqs/*:QueuePolicy",
        "policy Statement",
        _more_statements(Principal="*", Action="sqs:*", Resource="*"),
        ["CKV_AWS_168", "CKV_AWS_72", "AWS-0097"],
    ),
    sets(
        "registry-without-own-key",
        "aws:ecr/*:RepositoryCreationTemplate",
        "encryptionConfigurations * encryptionType",
        "AES256",
        ["CKV_AWS_136", "AWS-0033"],
    ),
    # Tags
    drops(
        "untagged",
        "aws:s3/*:Bucket aws:eks/*:Cluster aws:lb/*:LoadBalancer aws:elasticache/*:ReplicationGroup aws:kms/*:Key",
        "tags",
        ["aws-*tag*", "CKV_AWS_153"],
    ),
)
