from __future__ import annotations

import pytest

from evenkeel.diff import compare
from evenkeel.model import UNKNOWN, Plan, Value
from evenkeel.model.change import DangerKind
from tests.diff.plans import BUCKET, between, danger, kinds
from tests.report.plans import Sketch

Sides = tuple[str, dict[str, Value], dict[str, Value]]
ENFORCE = "pod-security.kubernetes.io/enforce"
LISTENER = "aws:lb/listener:Listener"
SERVICE = "kubernetes:core/v1:Service"
NEGOTIATION = "service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy"


def encryption(algorithm: str) -> dict[str, Value]:
    return {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": algorithm}}]}


def devices(*encrypted: Value) -> dict[str, Value]:
    names = ("/dev/xvda", "/dev/xvdb")
    return {
        "blockDeviceMappings": [
            {"deviceName": name, "ebs": {"encrypted": each}} for name, each in zip(names, encrypted, strict=False)
        ]
    }


def namespace(**labels: Value) -> dict[str, Value]:
    return {"metadata": {"name": "serving", "labels": {ENFORCE.replace("enforce", key): labels[key] for key in labels}}}


def policy(name: str) -> dict[str, Value]:
    return {"sslPolicy": f"ELBSecurityPolicy-{name}"}


def lifecycle(noncurrent: int, days: int) -> dict[str, Value]:
    rule: dict[str, Value] = {"id": "old", "noncurrentVersionExpiration": {"noncurrentDays": noncurrent}}
    return {"rules": [{**rule, "expiration": {"days": days}}]}


def workload(spec: dict[str, Value] | None = None, **context: Value) -> dict[str, Value]:
    container: dict[str, Value] = {"name": "main", "securityContext": context}
    return {"spec": {"template": {"spec": {"containers": [container], **(spec or {})}}}}


DEPLOYMENT = "kubernetes:apps/v1:Deployment"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
CLUSTER = "aws:eks/cluster:Cluster"
WEAKER: list[Sides] = [
    (
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        encryption("aws:kms"),
        encryption("AES256"),
    ),
    ("aws:ebs/volume:Volume", {"encrypted": True}, {"encrypted": False}),
    ("aws:ec2/launchTemplate:LaunchTemplate", devices("true", "true"), devices("true", "false")),
    (
        "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
        {"spec": devices(True, False)},
        {"spec": devices(False, False)},
    ),
    (
        "kubernetes:storage.k8s.io/v1:StorageClass",
        {"parameters": {"encrypted": "true"}},
        {"parameters": {"encrypted": "false"}},
    ),
    (
        "aws:elasticache/replicationGroup:ReplicationGroup",
        {"transitEncryptionMode": "required"},
        {"transitEncryptionMode": "preferred"},
    ),
    ("kubernetes:core/v1:Namespace", namespace(enforce="restricted"), namespace(enforce="baseline")),
    ("kubernetes:core/v1:Namespace", namespace(enforce="baseline"), namespace(warn="baseline")),
    (CLUSTER, {"enabledClusterLogTypes": ["api", "audit"]}, {"enabledClusterLogTypes": ["api"]}),
    (LIFECYCLE, lifecycle(30, 90), lifecycle(7, 90)),
    (LIFECYCLE, lifecycle(30, 90), lifecycle(30, 30)),
    (LISTENER, policy("TLS13-1-2-2021-06"), policy("2016-08")),
    (LISTENER, policy("TLS13-1-2-Res-2021-06"), policy("TLS13-1-2-2021-06")),
    (LISTENER, policy("TLS13-1-2-2021-06"), policy("TLS13-1-0-2021-06")),
    (LISTENER, policy("FS-1-2-Res-2020-10"), policy("FS-1-2-Res-2019-08")),
    (
        SERVICE,
        {"metadata": {"annotations": {NEGOTIATION: "ELBSecurityPolicy-TLS13-1-2-2021-06"}}},
        {"metadata": {"annotations": {NEGOTIATION: "ELBSecurityPolicy-2016-08"}}},
    ),
]
LOOSER: list[Sides] = [
    (DEPLOYMENT, workload(privileged=False), workload(privileged=True)),
    (DEPLOYMENT, workload(), workload({"hostNetwork": True})),
    (DEPLOYMENT, workload(allowPrivilegeEscalation=False), workload(allowPrivilegeEscalation=True)),
    (DEPLOYMENT, workload(allowPrivilegeEscalation=False), workload(readOnlyRootFilesystem=True)),
]


@pytest.mark.parametrize(("token", "strong", "weak"), WEAKER)
def test_what_becomes_weaker_is_told_and_what_becomes_stronger_is_not(
    token: str, strong: dict[str, Value], weak: dict[str, Value]
) -> None:
    assert danger(between(token, strong, weak), DangerKind.PROTECTION_LOST).detail
    assert DangerKind.PROTECTION_LOST not in kinds(between(token, weak, strong))


@pytest.mark.parametrize(("token", "tight", "loose"), LOOSER)
def test_a_container_that_may_do_more_is_told(token: str, tight: dict[str, Value], loose: dict[str, Value]) -> None:
    assert danger(between(token, tight, loose), DangerKind.ACCESS_WIDENED).detail
    assert kinds(between(token, loose, tight)) == []


@pytest.mark.parametrize(
    ("token", "before", "after"),
    [
        (LISTENER, policy("FS-1-2-Res-2019-08"), policy("TLS13-1-2-2021-06")),
        ("aws:ebs/volume:Volume", {"encrypted": True}, {"encrypted": UNKNOWN}),
        (CLUSTER, {"enabledClusterLogTypes": ["api"]}, {"enabledClusterLogTypes": UNKNOWN}),
        ("kubernetes:core/v1:Namespace", namespace(enforce="baseline"), namespace(enforce="baseline", warn="baseline")),
    ],
)
def test_what_is_newer_or_not_known_yet_is_not_weaker(
    token: str, before: dict[str, Value], after: dict[str, Value]
) -> None:
    assert DangerKind.PROTECTION_LOST not in kinds(between(token, before, after))


GUARDS = [
    ("aws:wafv2/webAclAssociation:WebAclAssociation", "resourceArn", "aws:lb/loadBalancer:LoadBalancer"),
    ("aws:ec2/flowLog:FlowLog", "vpcId", "aws:ec2/vpc:Vpc"),
    ("aws:s3/bucketLogging:BucketLogging", "bucket", BUCKET),
]


def guarded(token: str, property_name: str, target: str, *guards: str, stays: bool = True) -> Plan:
    sketch = Sketch()
    sketch.add("aws:ec2/internetGateway:InternetGateway", "stays")
    if stays:
        urn = sketch.add(target, "target", {})
        for name in guards:
            sketch.add(token, name, {property_name: "x"}, property_dependencies={property_name: (urn,)})
    return sketch.plan()


@pytest.mark.parametrize("guard", GUARDS)
def test_a_guard_that_goes_is_told_as_long_as_what_it_guards_stays(guard: tuple[str, str, str]) -> None:
    base = guarded(*guard, "one")
    assert danger(compare(base, guarded(*guard)), DangerKind.PROTECTION_LOST).detail
    assert DangerKind.PROTECTION_LOST not in kinds(compare(base, guarded(*guard, stays=False)))
    assert DangerKind.PROTECTION_LOST not in kinds(compare(base, guarded(*guard, "two")))
    assert kinds(compare(guarded(*guard), base)) == []
