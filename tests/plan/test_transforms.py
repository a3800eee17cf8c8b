"""Transforms run as in the engine: the resource's own, its parents', the stack's."""

from __future__ import annotations

from typing import Any, cast

import pulumi
import pulumi_aws as aws
import pytest

from evenkeel.model import UNKNOWN, Secret
from evenkeel.plan import RecordError
from tests.plan.programs import Group, named, record


def _tag(key: str, value: str) -> pulumi.ResourceTransform:
    def transform(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
        if args.type_ != "aws:s3/bucket:Bucket":
            return None
        properties = cast("dict[str, Any]", args.props)
        tags = {**properties.get("tags", {}), key: value}
        return pulumi.ResourceTransformResult({**properties, "tags": tags}, args.opts)

    return transform


def test_own_parent_and_stack_transforms_all_run() -> None:
    def program() -> None:
        pulumi.runtime.register_resource_transform(_tag("stack", "1"))
        Group(
            "g",
            lambda opts: aws.s3.Bucket(
                "b",
                tags={"given": "0"},
                opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(transforms=[_tag("own", "3")])),
            ),
            pulumi.ResourceOptions(transforms=[_tag("parent", "2")]),
        )

    tags = {"given": "0", "own": "3", "parent": "2", "stack": "1"}
    assert named(record(program), "b").inputs["tags"] == tags


def test_transform_may_set_options() -> None:
    def protect(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult:
        options = pulumi.ResourceOptions.merge(args.opts, pulumi.ResourceOptions(protect=True))
        return pulumi.ResourceTransformResult(args.props, options)

    def program() -> None:
        aws.s3.Bucket("b", opts=pulumi.ResourceOptions(transforms=[protect]))

    assert named(record(program), "b").protect


def test_dependencies_survive_a_transform_that_leaves_things_alone() -> None:
    def program() -> None:
        bucket = aws.s3.Bucket("b")
        aws.s3.BucketAcl(
            "acl", bucket=bucket.id, acl="private", opts=pulumi.ResourceOptions(transforms=[lambda _args: None])
        )

    plan = record(program)
    assert named(plan, "acl").dependencies == (named(plan, "b").urn,)
    assert named(plan, "acl").property_dependencies == {"bucket": (named(plan, "b").urn,)}


def test_failing_transform_names_the_resource() -> None:
    def fail(_args: pulumi.ResourceTransformArgs) -> None:
        raise ValueError("no such team")

    with pytest.raises(RecordError, match=r"b \(aws:s3/bucket:Bucket\): a transform failed: no such team"):
        record(lambda: aws.s3.Bucket("b", opts=pulumi.ResourceOptions(transforms=[fail])))


def test_outputs_of_a_transformed_resource_reach_the_program() -> None:
    def program() -> None:
        other = aws.s3.Bucket("other")
        options = pulumi.ResourceOptions(transforms=[_tag("own", "1")])
        bucket = aws.s3.Bucket("b", bucket="fixed", acl=other.arn, opts=options)
        pulumi.export("name", bucket.bucket.apply(str.upper))
        pulumi.export("acl", bucket.acl)
        pulumi.export("tags", bucket.tags)
        pulumi.export(
            "secret", aws.ssm.Parameter("p", type="String", value=pulumi.Output.secret("x"), opts=options).value
        )

    plan = record(program)
    assert plan.outputs == {"name": "FIXED", "acl": UNKNOWN, "tags": {"own": "1"}, "secret": Secret("x")}
