from __future__ import annotations

from typing import Any

import pytest

from evenkeel.diff import Gate, compare, tripped
from evenkeel.model import Secret, Value
from evenkeel.model.change import DangerKind
from tests.diff.plans import BUCKET, SUBNET, VPC, between, danger, kinds, plan_with
from tests.report.plans import Sketch

POOL = "kubernetes:karpenter.sh/v1:NodePool"
POLICY = "aws:iam/rolePolicy:RolePolicy"
PEERS = "kubernetes:networking.k8s.io/v1:NetworkPolicy"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"


def statement(**parts: Value) -> dict[str, Value]:
    allowed: dict[str, Value] = {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::a/*"]}
    return {"policy": {"Version": "2012-10-17", "Statement": [{**allowed, **parts}]}}


Told = tuple[str, dict[str, Value] | None, dict[str, Value] | None, dict[str, Any], DangerKind]
TOLD: list[Told] = [
        (BUCKET, {}, None, {"protect": True}, DangerKind.PROTECTED_DELETED),
        (BUCKET, {}, None, {}, DangerKind.STATEFUL_DELETED),
        (BUCKET, {"bucket": "a"}, {"bucket": "b"}, {"protect": True}, DangerKind.PROTECTED_REPLACED),
        (BUCKET, {"bucket": "a"}, {"bucket": "b"}, {}, DangerKind.STATEFUL_REPLACED),
        (BUCKET, {"new": "a"}, {"new": "b"}, {}, DangerKind.STATEFUL_MAY_BE_REPLACED),
        (BUCKET, {}, {"forceDestroy": True}, {}, DangerKind.PROTECTION_LOST),
        ("kubernetes:core/v1:Namespace", {}, None, {}, DangerKind.STATEFUL_DELETED),
        ("aws:kms/key:Key", {"enableKeyRotation": True}, {}, {}, DangerKind.PROTECTION_LOST),
        ("aws:cloudwatch/logGroup:LogGroup", {"retentionInDays": 30}, {"retentionInDays": 7}, {},
         DangerKind.PROTECTION_LOST),
        (POLICY, statement(), statement(Action=["s3:GetObject", "s3:PutObject"]), {}, DangerKind.ACCESS_WIDENED),
        (POLICY, statement(), statement(Resource=["*"]), {}, DangerKind.ACCESS_WIDENED),
        (POLICY, statement(Condition={"Bool": {"a": "b"}}), statement(), {}, DangerKind.ACCESS_WIDENED),
        (POLICY, statement(Effect="Deny"), {"policy": {"Statement": []}}, {}, DangerKind.ACCESS_WIDENED),
        ("aws:s3/bucketPolicy:BucketPolicy", statement(Principal={"AWS": "arn:a"}), statement(Principal="*"), {},
         DangerKind.ACCESS_WIDENED),
        (PEERS, {"spec": {"ingress": [{"from": [{"podSelector": {}}]}]}}, {"spec": {"ingress": [{}]}}, {},
         DangerKind.ACCESS_WIDENED),
        (PEERS, {"spec": {}}, None, {}, DangerKind.ACCESS_WIDENED),
        ("aws:iam/rolePolicyAttachment:RolePolicyAttachment", None, {"policyArn": "arn:admin"}, {},
         DangerKind.ACCESS_WIDENED),
        (INGRESS, {"cidrIpv4": "10.0.0.0/8"}, {"cidrIpv4": "0.0.0.0/0", "fromPort": 22, "toPort": 22}, {},
         DangerKind.DOOR_OPENED),
        (INGRESS, None, {"cidrIpv6": "::/0"}, {}, DangerKind.DOOR_OPENED),
        (INGRESS, {"cidrIpv4": "10.1.0.0/16"}, {"cidrIpv4": "10.0.0.0/8"}, {}, DangerKind.ACCESS_WIDENED),
        ("aws:eks/cluster:Cluster", {"vpcConfig": {"endpointPublicAccess": False}},
         {"vpcConfig": {"endpointPublicAccess": True, "publicAccessCidrs": ["10.0.0.0/8"]}}, {},
         DangerKind.DOOR_OPENED),
        ("aws:lb/loadBalancer:LoadBalancer", {"internal": True}, {"internal": False}, {}, DangerKind.DOOR_OPENED),
        ("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {"blockPublicAcls": True}, None, {},
         DangerKind.DOOR_OPENED),
        ("kubernetes:core/v1:Service", {"spec": {"type": "ClusterIP"}}, {"spec": {"type": "LoadBalancer"}}, {},
         DangerKind.DOOR_OPENED),
        (POOL, {"spec": {"limits": {"nvidia.com/gpu": "8"}}}, {"spec": {"limits": {"nvidia.com/gpu": "4"}}}, {},
         DangerKind.CAPACITY_LOST),
        (POOL, {"spec": {"limits": {"memory": "1Ti"}}}, {"spec": {"limits": {"memory": "900Gi"}}}, {},
         DangerKind.CAPACITY_LOST),
        (POOL, {"spec": {}}, None, {}, DangerKind.CAPACITY_LOST),
        ("kubernetes:apps/v1:Deployment", {"spec": {"replicas": 3}}, {"spec": {"replicas": 2}}, {},
         DangerKind.CAPACITY_LOST),
        ("aws:ssm/parameter:Parameter", {"value": Secret("x" * 9)}, {"value": "x" * 9}, {},
         DangerKind.SECRET_UNCOVERED),
]  # fmt: skip
Silent = tuple[str, dict[str, Value] | None, dict[str, Value] | None]


@pytest.mark.parametrize(("token", "before", "after", "options", "expected"), TOLD)
def test_a_danger_is_told(
    token: str,
    before: dict[str, Value] | None,
    after: dict[str, Value] | None,
    options: dict[str, Any],
    expected: DangerKind,
) -> None:
    assert expected in kinds(between(token, before, after, **options))


SILENT: list[Silent] = [
    (BUCKET, None, {}),
    (POLICY, statement(Resource=["*"]), statement()),
    (POLICY, statement(Action=["s3:*"]), statement(Action=["s3:GetObject"])),
    (POLICY, statement(Action="s3:GetObject"), statement(Action=["s3:GetObject"])),
    (PEERS, {"spec": {"ingress": [{}]}}, {"spec": {"ingress": [{"from": [{"podSelector": {}}]}]}}),
    (INGRESS, {"cidrIpv4": "0.0.0.0/0"}, {"cidrIpv4": "10.0.0.0/8"}),
    (INGRESS, {"cidrIpv4": "10.0.0.0/8"}, {"cidrIpv4": "10.1.0.0/16"}),
    (POOL, {"spec": {"limits": {"memory": "900Gi"}}}, {"spec": {"limits": {"memory": "1Ti"}}}),
    ("aws:cloudwatch/logGroup:LogGroup", {"retentionInDays": 30}, {"retentionInDays": 0}),
]


@pytest.mark.parametrize(("token", "before", "after"), SILENT)
def test_what_narrows_or_grows_is_no_danger(
    token: str, before: dict[str, Value] | None, after: dict[str, Value] | None
) -> None:
    assert between(token, before, after).dangers == ()


def test_what_is_kept_on_delete_is_not_lost() -> None:
    assert between(BUCKET, {}, None, retain_on_delete=True).dangers == ()


def test_a_first_deployment_opens_nothing_that_was_closed() -> None:
    sketch = Sketch()
    sketch.add(INGRESS, "web", {"cidrIpv4": "0.0.0.0/0"})
    sketch.add(POLICY, "policy", statement(Action="*", Resource="*"))
    assert compare(Sketch().plan(), sketch.plan()).dangers == ()


def test_protection_that_is_lifted_is_told_before_it_can_matter() -> None:
    change = compare(plan_with(BUCKET, {}, protect=True), plan_with(BUCKET, {}))
    assert "protect" in danger(change, DangerKind.PROTECTION_LOST).detail


def test_the_engine_refuses_to_replace_only_what_stays_protected() -> None:
    old = plan_with(BUCKET, {"bucket": "a"}, protect=True)
    stays = danger(compare(old, plan_with(BUCKET, {"bucket": "b"}, protect=True)), DangerKind.PROTECTED_REPLACED)
    freed = danger(compare(old, plan_with(BUCKET, {"bucket": "b"})), DangerKind.PROTECTED_REPLACED)
    assert stays.detail.endswith("the engine will refuse")
    assert freed.detail.endswith("protection is taken off in the same change, so the engine will not refuse")


def test_the_same_object_under_another_urn_is_told() -> None:
    document: dict[str, Value] = {"metadata": {"name": "chat", "namespace": "serving"}}
    token = "kubernetes:core/v1:ServiceAccount"
    change = compare(plan_with(token, document, name="old"), plan_with(token, document, name="new"))
    assert "serving/chat" in danger(change, DangerKind.MOVED_WITHOUT_ALIAS).detail


def test_a_zone_without_subnets_is_told_once() -> None:
    def zones(*names: str) -> Sketch:
        sketch = Sketch()
        for name in names:
            for tier in ("public", "private"):
                sketch.add(SUBNET, f"{tier}-{name}", {"availabilityZone": name})
        return sketch

    change = compare(zones("a", "b").plan(), zones("a").plan())
    assert danger(change, DangerKind.CAPACITY_LOST).detail == "no subnet is left in b"


def test_the_worst_stands_first() -> None:
    old, new = Sketch(), Sketch()
    old.add(POOL, "pool", {"spec": {"limits": {"cpu": 8}}})
    new.add(POOL, "pool", {"spec": {"limits": {"cpu": 4}}})
    old.add(BUCKET, "bucket", {}, protect=True)
    assert kinds(compare(old.plan(), new.plan())) == [DangerKind.PROTECTED_DELETED, DangerKind.CAPACITY_LOST]


def test_gates_refuse_what_they_name_and_nothing_else() -> None:
    change = between(BUCKET, {"bucket": "a"}, {"bucket": "b"})
    assert tripped(change, {Gate.STATEFUL_REPLACE})
    assert not tripped(change, {Gate.PROTECTED_DELETE, Gate.CAPACITY})
    assert not tripped(between(VPC, {"cidrBlock": "10.0.0.0/8"}, {"cidrBlock": "10.0.0.0/9"}), {Gate.STATEFUL_REPLACE})
    assert tripped(change, {Gate.ANY_DANGER})
    assert not tripped(change, set())
