"""What children take over from their parents, as from the engine."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from tests.plan.programs import Group, named, record


def _child(opts: pulumi.ResourceOptions) -> None:
    Group("inner", lambda opts: aws.s3.Bucket("child", opts=opts), opts)


def test_protection_and_retention_reach_grandchildren() -> None:
    plan = record(lambda: Group("g", _child, pulumi.ResourceOptions(protect=True, retain_on_delete=True)))
    for name in ("g", "inner", "child"):
        assert named(plan, name).protect
        assert named(plan, name).retain_on_delete


def test_child_may_refuse_protection() -> None:
    def fill(opts: pulumi.ResourceOptions) -> None:
        aws.s3.Bucket("open", opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(protect=False)))

    assert not named(record(lambda: Group("g", fill, pulumi.ResourceOptions(protect=True))), "open").protect


def test_deleted_with_reaches_grandchildren() -> None:
    def program() -> None:
        bucket = aws.s3.Bucket("whole")
        Group("g", _child, pulumi.ResourceOptions(deleted_with=bucket))

    plan = record(program)
    assert named(plan, "child").deleted_with == named(plan, "whole").urn


def test_provider_of_a_component_serves_its_children() -> None:
    def program() -> None:
        east = aws.Provider("east", region="us-east-1")
        Group("g", _child, pulumi.ResourceOptions(providers=[east]))

    plan = record(program)
    assert (named(plan, "child").provider or "").startswith(named(plan, "east").urn + "::")
    assert named(plan, "g").provider is None


def test_child_of_a_custom_resource_takes_its_provider() -> None:
    def program() -> None:
        east = aws.Provider("east", region="us-east-1")
        bucket = aws.s3.Bucket("outer", opts=pulumi.ResourceOptions(provider=east))
        aws.s3.BucketAcl("below", bucket=bucket.id, acl="private", opts=pulumi.ResourceOptions(parent=bucket))

    plan = record(program)
    assert named(plan, "below").provider == named(plan, "outer").provider


def test_aliases_multiply_down_the_tree() -> None:
    def program() -> None:
        Group(
            "new", lambda opts: aws.s3.Bucket("new-b", opts=opts), pulumi.ResourceOptions(aliases=[pulumi.Alias("old")])
        )

    plan = record(program)
    assert named(plan, "new").aliases == ("urn:pulumi:dev::shop::tests:index:Group::old",)
    assert "urn:pulumi:dev::shop::tests:index:Group$aws:s3/bucket:Bucket::old-b" in named(plan, "new-b").aliases


def test_alias_without_parent_names_the_root() -> None:
    def fill(opts: pulumi.ResourceOptions) -> None:
        moved = pulumi.ResourceOptions(aliases=[pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)])
        aws.ec2.Eip("address", opts=pulumi.ResourceOptions.merge(opts, moved))

    address = named(record(lambda: Group("g", fill)), "address")
    assert address.aliases == ("urn:pulumi:dev::shop::aws:ec2/eip:Eip::address",)
