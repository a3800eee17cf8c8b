"""A program may not ask providers; other stacks' outputs stay unknown."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws
import pytest

from evenkeel.model import UNKNOWN
from evenkeel.plan import RecordError, dumps, loads
from tests.plan.programs import named, of_type, record


def test_provider_function_is_refused_by_name() -> None:
    with pytest.raises(RecordError, match=r"asks a provider \(function aws:index/getRegion:getRegion\).*configuration"):
        record(aws.get_region)


def test_provider_function_for_an_output_is_refused_by_name() -> None:
    with pytest.raises(RecordError, match="aws:index/getCallerIdentity:getCallerIdentity"):
        record(lambda: pulumi.export("a", aws.get_caller_identity_output().account_id))


def test_provider_method_is_refused_by_name() -> None:
    with pytest.raises(RecordError, match="pulumi:providers:aws/terraformConfig"):
        record(lambda: aws.Provider("p", region="us-east-1").terraform_config())


def test_component_of_a_plugin_is_refused() -> None:
    class Remote(pulumi.ComponentResource):
        def __init__(self) -> None:
            super().__init__("eks:index:Cluster", "c", {}, None, True)

    with pytest.raises(RecordError, match=r"c \(eks:index:Cluster\): a component that a plugin builds"):
        record(Remote)


def test_stack_reference_gives_unknown_outputs() -> None:
    def program() -> None:
        other = pulumi.StackReference("acme/network/prod")
        aws.ec2.Subnet("s", vpc_id=other.require_output("vpcId"), cidr_block="10.0.0.0/24")

    plan = record(program)
    [reference] = of_type(plan, "pulumi:pulumi:StackReference")
    assert reference.external
    assert reference.inputs == {"name": "acme/network/prod"}
    assert named(plan, "s").inputs["vpcId"] is UNKNOWN


def test_resource_that_is_read_keeps_its_id_and_is_not_in_the_document() -> None:
    def program() -> None:
        found = aws.ec2.Vpc.get("found", "vpc-123")
        aws.ec2.Subnet("s", vpc_id=found.id, cidr_block=found.cidr_block)

    plan = record(program)
    assert named(plan, "found").external
    assert named(plan, "s").inputs == {"vpcId": "vpc-123", "cidrBlock": UNKNOWN}
    assert "found" not in [resource.name for resource in loads(dumps(plan)).resources]
