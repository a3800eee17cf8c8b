"""The stand-in refuses what the SDK's types do not allow, and answers with what they promise."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.stand_in.outputs import outputs
from tests.engine.stand_in.refusals import refusals
from tests.engine.stand_in.replacement import deletes_first, replaces
from tests.engine.stand_in.values import UNKNOWN

VPC = "aws:ec2/vpc:Vpc"
SUBNET = "aws:ec2/subnet:Subnet"
GROUP = "aws:ec2/securityGroup:SecurityGroup"
LISTENER = "aws:lb/listener:Listener"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
CONTAINER = {"name": "one", "image": "example.com/one:1"}
Case = tuple[str, dict[str, Any], str, str]
LISTENS: dict[str, Any] = {"loadBalancerArn": "arn", "defaultActions": [{"type": "forward"}]}


def deployment(container: dict[str, Any]) -> dict[str, Any]:
    labels = {"app": "one"}
    template = {"metadata": {"labels": labels}, "spec": {"containers": [container]}}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "one"},
        "spec": {"selector": {"matchLabels": labels}, "template": template},
    }


REFUSED: list[Case] = [
    (VPC, {"cidr": "10.0.0.0/16"}, "cidr", "no such property"),
    (VPC, {"cidrBlock": ["10.0.0.0/16"]}, "cidrBlock", "a text"),
    (VPC, {"cidrBlock": 10}, "cidrBlock", "a text"),
    (VPC, {"enableDnsSupport": "yes"}, "enableDnsSupport", "true or false"),
    (VPC, {"enableDnsSupport": 1}, "enableDnsSupport", "true or false"),
    (VPC, {"tags": ["a"]}, "tags", "a mapping"),
    (VPC, {"tags": {"a": True}}, "tags.a", "a text"),
    (SUBNET, {"cidrBlock": "10.0.0.0/24"}, "vpcId", "is required"),
    (LISTENER, {**LISTENS, "port": "443"}, "port", "a whole number"),
    (LISTENER, {**LISTENS, "port": 443.5}, "port", "a whole number"),
    (LISTENER, {**LISTENS, "port": True}, "port", "a whole number"),
    (LISTENER, {**LISTENS, "defaultActions": {"type": "forward"}}, "defaultActions", "a list"),
    (LISTENER, {**LISTENS, "defaultActions": [{}]}, "defaultActions[0].type", "is required"),
    (GROUP, {"ingress": [{"protocol": "tcp", "fromPort": 1, "toport": 2}]}, "ingress[0].toport", "no such"),
    (DEPLOYMENT, {**deployment(CONTAINER), "kind": "Deploy"}, "kind", "one of Deployment"),
    (DEPLOYMENT, deployment({"image": "x"}), "spec.template.spec.containers[0].name", "is required"),
    (DEPLOYMENT, deployment({**CONTAINER, "ports": [{"containerPort": "x"}]}), "", "a whole number"),
    (DEPLOYMENT, deployment({**CONTAINER, "args": "serve"}), "", "a list"),
]


@pytest.mark.parametrize(("token", "inputs", "path", "reason"), REFUSED)
def test_input_that_the_types_do_not_allow_is_refused(
    token: str, inputs: dict[str, Any], path: str, reason: str
) -> None:
    found = refusals(token, inputs)
    assert [where for where, why in found if path in where and reason in why], found


@pytest.mark.parametrize(
    ("token", "inputs"),
    [
        (VPC, {"cidrBlock": "10.0.0.0/16", "enableDnsSupport": True, "tags": {"a": "b"}}),
        (SUBNET, {"vpcId": UNKNOWN, "mapPublicIpOnLaunch": UNKNOWN}),
        (LISTENER, {**LISTENS, "port": 443.0}),
        ("aws:iam/role:Role", {"assumeRolePolicy": "{}"}),
        ("aws:iam/role:Role", {"assumeRolePolicy": {"Version": "2012-10-17", "Statement": []}}),
        (DEPLOYMENT, deployment({**CONTAINER, "livenessProbe": {"httpGet": {"port": "http"}}})),
        (DEPLOYMENT, deployment({**CONTAINER, "livenessProbe": {"httpGet": {"port": 8080}}})),
        ("kubernetes:example.com/v1:Unheard", {"anything": [1, "two"]}),
    ],
)
def test_input_that_the_types_allow_is_taken(token: str, inputs: dict[str, Any]) -> None:
    assert not refusals(token, inputs)


def test_computed_outputs_have_the_declared_kinds() -> None:
    vpc = outputs(VPC, "vpc-1", {"cidrBlock": "10.0.0.0/16"}, preview=False)
    assert vpc["arn"] == "arn:aws:ec2:us-east-1:123456789012:vpc-1"
    assert isinstance(vpc["enableDnsHostnames"], bool)
    template = outputs("aws:ec2/launchTemplate:LaunchTemplate", "lt-1", {}, preview=False)
    assert isinstance(template["latestVersion"], int)
    cluster = outputs("aws:eks/cluster:Cluster", "one", {"roleArn": "r", "vpcConfig": {"subnetIds": []}}, preview=False)
    assert isinstance(cluster["certificateAuthority"]["data"], str)
    assert isinstance(cluster["identities"][0]["oidcs"][0]["issuer"], str)
    assert isinstance(cluster["vpcConfig"]["clusterSecurityGroupId"], str)


def test_computed_outputs_are_unknown_in_a_preview() -> None:
    vpc = outputs(VPC, "", {"cidrBlock": "10.0.0.0/16"}, preview=True)
    assert vpc["arn"] == UNKNOWN
    assert vpc["cidrBlock"] == "10.0.0.0/16"


def test_object_is_replaced_for_a_new_name_and_deleted_first_when_the_name_stays() -> None:
    old, renamed, selected = deployment(CONTAINER), deployment(CONTAINER), deployment(CONTAINER)
    renamed["metadata"] = {"name": "two"}
    selected["spec"] = {**selected["spec"], "selector": {"matchLabels": {"app": "two"}}}
    assert replaces(DEPLOYMENT, old, renamed) == ["metadata.name"]
    assert not deletes_first(DEPLOYMENT, old, renamed)
    assert replaces(DEPLOYMENT, old, selected) == ["spec.selector"]
    assert deletes_first(DEPLOYMENT, old, selected)
