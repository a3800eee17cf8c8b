"""What a registration becomes in a plan."""

from __future__ import annotations

import json
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from evenkeel.model import UNKNOWN, Asset, Reference
from evenkeel.plan import RecordError
from tests.plan.programs import DEFAULT_AWS, STACK, UNKNOWN_TEXT, Group, named, of_type, record


def test_urn_holds_every_parent_type_but_the_stack() -> None:
    def inner(opts: pulumi.ResourceOptions) -> None:
        Group("b", lambda opts: aws.s3.Bucket("c", opts=opts), opts, token="tests:index:Inner")

    plan = record(lambda: Group("a", inner))
    bucket = named(plan, "c")
    assert bucket.urn == "urn:pulumi:dev::shop::tests:index:Group$tests:index:Inner$aws:s3/bucket:Bucket::c"
    assert bucket.parent == "urn:pulumi:dev::shop::tests:index:Group$tests:index:Inner::b"
    assert named(plan, "a").parent == STACK


def test_stack_comes_first_and_needs_before_what_needs_them() -> None:
    def program() -> None:
        bucket = aws.s3.Bucket("z")
        aws.s3.BucketVersioning("a", bucket=bucket.bucket, versioning_configuration={"status": "Enabled"})

    plan = record(program)
    assert [r.name for r in plan.resources] == ["shop-dev", "default_7_51_1", "z", "a"]
    assert plan.resources[0].urn == STACK
    assert plan.resources[0].parent is None
    assert named(plan, "a").dependencies == (named(plan, "z").urn,)
    assert named(plan, "a").property_dependencies == {"bucket": (named(plan, "z").urn,)}


def test_output_that_only_aws_knows_is_unknown_where_it_is_used() -> None:
    def program() -> None:
        vpc = aws.ec2.Vpc("v", cidr_block="10.0.0.0/16")
        aws.ec2.Subnet("s", vpc_id=vpc.id, cidr_block=vpc.cidr_block)
        pulumi.export("vpc", vpc.id)

    plan = record(program)
    assert named(plan, "s").inputs == {"vpcId": UNKNOWN, "cidrBlock": "10.0.0.0/16"}
    assert plan.outputs == {"vpc": UNKNOWN}


def test_computed_outputs_are_unknown_and_optional_ones_absent() -> None:
    outputs = named(record(lambda: aws.s3.Bucket("b")), "b").outputs
    assert outputs["arn"] is UNKNOWN
    assert "forceDestroy" not in outputs


def test_default_provider_is_made_once_with_the_stack_configuration() -> None:
    def program() -> None:
        aws.s3.Bucket("a")
        aws.s3.Bucket("b")

    plan = record(program, config={"aws:region": "us-west-2", "shop:x": "y"})
    [provider] = of_type(plan, "pulumi:providers:aws")
    assert provider.urn == DEFAULT_AWS
    assert provider.parent is None
    assert provider.inputs == {"region": "us-west-2", "version": "7.51.1", "__internal": {}}
    assert named(plan, "a").provider == f"{DEFAULT_AWS}::{UNKNOWN_TEXT}"


def test_untyped_resource_gets_the_installed_version_of_its_provider() -> None:
    plan = record(lambda: pulumi.CustomResource("kubernetes:core/v1:Namespace", "n", {"kind": "Namespace"}))
    assert [p.name for p in of_type(plan, "pulumi:providers:kubernetes")] == ["default_4_34_2"]


def test_forbidden_default_provider_is_refused() -> None:
    with pytest.raises(RecordError, match=r"forbids default providers for aws .*give the resource, or a parent"):
        record(lambda: aws.s3.Bucket("a"), config={"pulumi:disable-default-providers": '["aws"]'})


def test_explicit_provider_holds_texts_and_its_version() -> None:
    def program() -> None:
        provider = aws.Provider("east", region="us-east-1", default_tags={"tags": {"a": "b"}})
        aws.s3.Bucket("b", opts=pulumi.ResourceOptions(provider=provider))

    plan = record(program)
    provider = named(plan, "east")
    assert provider.inputs["version"] == "7.51.1"
    assert provider.inputs["__internal"] == {}
    assert provider.inputs["defaultTags"] == '{"tags": {"a": "b"}}'
    assert "__internal" not in provider.outputs
    assert named(plan, "b").provider == f"{provider.urn}::{UNKNOWN_TEXT}"


def test_resource_of_a_provider_with_unknown_configuration_has_no_outputs() -> None:
    def program() -> None:
        bucket = aws.s3.Bucket("b")
        provider = aws.Provider("late", region=bucket.region)
        inside = aws.s3.Bucket("inside", bucket="fixed", opts=pulumi.ResourceOptions(provider=provider))
        pulumi.export("name", inside.bucket)

    plan = record(program)
    assert named(plan, "inside").outputs == {}
    assert named(plan, "inside").inputs == {"bucket": "fixed"}
    assert plan.outputs == {"name": UNKNOWN}


def test_component_has_the_outputs_that_it_registers() -> None:
    plan = record(lambda: Group("g", outputs={"answer": 42, "late": aws.s3.Bucket("b").arn}))
    assert named(plan, "g").outputs == {"answer": 42, "late": UNKNOWN}


def test_policy_object_stays_an_object_and_its_output_is_text() -> None:
    def program() -> None:
        document: Any = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
        policy = aws.iam.Policy("p", policy=document)
        pulumi.export("text", policy.policy)

    plan = record(program)
    text = '{"Statement":[{"Action":"s3:*","Effect":"Deny","Resource":"*"}],"Version":"2012-10-17"}'
    assert named(plan, "p").inputs["policy"] == json.loads(text)
    assert named(plan, "p").outputs["policy"] == text
    assert plan.outputs == {"text": text}


def test_policy_object_with_an_unknown_leaf_has_an_unknown_text() -> None:
    def program() -> None:
        bucket = aws.s3.Bucket("b")
        statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": bucket.arn, "Principal": "*"}
        document: Any = {"Version": "2012-10-17", "Statement": [statement]}
        policy = aws.s3.BucketPolicy("p", bucket=bucket.id, policy=document)
        pulumi.export("text", policy.policy)

    plan = record(program)
    assert plan.outputs == {"text": UNKNOWN}
    assert named(plan, "p").inputs["policy"] == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": UNKNOWN, "Principal": "*"}],
    }


def test_policy_nested_in_a_list_has_text_in_its_output() -> None:
    document: Any = {"Version": "2012-10-17", "Statement": []}
    plan = record(
        lambda: aws.iam.Role(
            "r",
            assume_role_policy=document,
            inline_policies=[{"name": "one", "policy": document}],  # pyright: ignore[reportArgumentType]
        )
    )
    text = '{"Statement":[],"Version":"2012-10-17"}'
    assert named(plan, "r").outputs["inlinePolicies"] == [{"name": "one", "policy": text}]


def test_resource_given_as_a_value_is_a_reference_that_resolves() -> None:
    def program() -> None:
        bucket = aws.s3.Bucket("b", bucket="fixed")
        holder = pulumi.CustomResource("tests:index:Holder", "h", {"held": bucket, "group": Group("g")})
        del holder

    plan = record(program)
    held = named(plan, "h")
    assert held.inputs == {
        "held": Reference(named(plan, "b").urn, UNKNOWN),
        "group": Reference(named(plan, "g").urn, ""),
    }


def test_assets_carry_the_engine_digest() -> None:
    plan = record(
        lambda: pulumi.CustomResource(
            "tests:index:Holder",
            "h",
            {"text": pulumi.StringAsset("hello"), "set": pulumi.AssetArchive({
                "a.txt": pulumi.StringAsset("hello"), "sub/b.txt": pulumi.StringAsset("zzz"),
            })},
        )
    )  # fmt: skip
    inputs = named(plan, "h").inputs
    assert inputs["text"] == Asset(
        kind="asset",
        source="text",
        content="hello",
        digest="2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    )
    # from Go's archive/tar over the same two files
    assert isinstance(inputs["set"], Asset)
    assert inputs["set"].digest == "8678e6fc392d742d92f8f21eb73e157b66c48bce3767f48b6a83deb3ed12e85b"


def test_options_are_kept() -> None:
    def program() -> None:
        aws.s3.Bucket(
            "b",
            opts=pulumi.ResourceOptions(
                ignore_changes=["tags", "force_destroy"],
                replace_on_changes=["bucket"],
                delete_before_replace=True,
                custom_timeouts=pulumi.CustomTimeouts(create="30m", delete="1h15m"),
                import_="existing",
            ),
        )
        pulumi.export("id", None)

    bucket = named(record(program), "b")
    assert bucket.ignore_changes == ("tags", "forceDestroy")
    assert bucket.replace_on_changes == ("bucket",)
    assert bucket.delete_before_replace is True
    assert bucket.custom_timeouts == {"create": 1800, "delete": 4500}
    assert bucket.import_id == "existing"


def test_whole_numbers_are_ints_and_lists_keep_their_order() -> None:
    plan = record(lambda: pulumi.CustomResource("tests:index:X", "x", {"n": 3, "f": 0.5, "l": [3, 1, None, True]}))
    assert named(plan, "x").inputs == {"n": 3, "f": 0.5, "l": [3, 1, None, True]}
    assert isinstance(named(plan, "x").inputs["n"], int)


def test_duration_without_a_unit_is_refused() -> None:
    with pytest.raises(RecordError, match="'30' is not a duration; write numbers with units"):
        record(
            lambda: aws.s3.Bucket("b", opts=pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="30")))
        )
