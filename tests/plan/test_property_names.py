"""Names that the SDKs' own types do not know are refused at any depth, all at once."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes
import pytest
from pulumi import _types  # pyright: ignore[reportPrivateUsage]

from evenkeel.plan import RecordError, shapes
from evenkeel.plan.property_names import kubernetes
from tests.plan.programs import Group, record


def _deployment(**container: Any) -> dict[str, Any]:
    pod = {"containers": [{"name": "c", "image": "i", **container}]}
    template = {"metadata": {"labels": {"any": "thing"}}, "spec": pod}
    spec = {"selector": {"matchLabels": {"any": "thing"}}, "template": template}
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "d"}, "spec": spec}


def _problems(program: Any) -> list[str]:
    with pytest.raises(RecordError) as caught:
        record(program)
    return str(caught.value).splitlines()


def test_misspelt_name_deep_in_a_raw_kubernetes_object() -> None:
    wrong = _deployment(volumeMount=[], resources={"limit": {"nvidia.com/gpu": "1"}})
    container = "d (kubernetes:apps/v1:Deployment): spec.template.spec.containers[0]"
    assert _problems(lambda: pulumi.CustomResource("kubernetes:apps/v1:Deployment", "d", wrong)) == [
        f"{container}.resources.limit: the SDK knows no such name; did you mean 'limits'?",
        f"{container}.volumeMount: the SDK knows no such name; did you mean 'volumeMounts'?",
    ]


def test_misspelt_name_in_a_typed_kubernetes_object() -> None:
    [problem] = _problems(lambda: pulumi_kubernetes.core.v1.ConfigMap("m", metadata={"nmae": "x"}))  # pyright: ignore[reportArgumentType]
    assert problem.startswith("m (kubernetes:core/v1:ConfigMap): metadata.nmae: ")
    assert "'name'" in problem


def test_misspelt_names_in_nested_aws_properties_are_all_told() -> None:
    def program() -> None:
        ingress = [{"protocol": "tcp", "from_port": 1, "to_port": 2, "cidr_block": ["10.0.0.0/8"]}]
        Group(
            "g",
            lambda opts: aws.ec2.SecurityGroup("open", ingress=ingress, opts=opts),  # pyright: ignore[reportArgumentType]
        )
        aws.eks.Cluster("c", role_arn="r", vpc_config={"subnet_ids": ["s"], "publicAccess": True})  # pyright: ignore[reportArgumentType]

    access, open_ = _problems(program)
    assert access.startswith("c (aws:eks/cluster:Cluster): vpcConfig.publicAccess: ")
    assert open_.startswith("open (aws:ec2/securityGroup:SecurityGroup): ingress[0].cidr_block: ")
    assert "did you mean 'cidrBlocks'?" in open_


def test_misspelt_member_of_a_policy_document() -> None:
    document: Any = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Actions": "s3:*", "Resource": "*"}]}
    [problem] = _problems(lambda: aws.iam.Policy("p", policy=document))
    assert problem == (
        "p (aws:iam/policy:Policy): policy.Statement[0].Actions: the SDK knows no such name; did you mean 'Action'?"
    )


def test_misspelt_name_in_an_untyped_aws_resource() -> None:
    [problem] = _problems(lambda: pulumi.CustomResource("aws:s3/bucket:Bucket", "b", {"buckett": "x"}))
    assert "did you mean 'bucket'?" in problem


def test_misspelt_name_inside_a_secret() -> None:
    late = pulumi.Output.secret  # made inside the program, where there is a loop
    [problem] = _problems(
        lambda: pulumi.CustomResource("kubernetes:core/v1:ConfigMap", "m", {"metadata": late({"labls": {}})})
    )
    assert "metadata.labls" in problem
    assert "'labels'" in problem


def test_right_names_and_free_keys_pass() -> None:
    def program() -> None:
        statement: Any = {
            "Sid": "x",
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": ["s3:GetObject"],
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:PrincipalTag/any": "thing"}},
        }
        document: Any = {"Version": "2012-10-17", "Statement": [statement]}
        aws.s3.BucketPolicy("p", bucket="b", policy=document)
        aws.s3.Bucket("b", tags={"any": "thing"})
        pulumi.CustomResource("kubernetes:apps/v1:Deployment", "d", _deployment())
        schema = {"type": "object", "x-kubernetes-preserve-unknown-fields": True, "properties": {"any": {"$ref": "x"}}}
        version = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": schema}}
        pulumi.CustomResource(
            "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
            "crd",
            {"apiVersion": "apiextensions.k8s.io/v1", "spec": {"versions": [version]}},
        )

    assert len(record(program).resources) == 7


@pytest.mark.parametrize(
    "token",
    [
        "kubernetes:karpenter.sh/v1:NodePool",
        "kubernetes:apps.kruise.io/v1beta1:StatefulSet",
        "kubernetes:x:y:Z",
        "a:b:C",
    ],
)
def test_kinds_that_no_sdk_types_are_left_alone(token: str) -> None:
    assert record(lambda: pulumi.CustomResource(token, "x", {"what": {"ever": 1}}))


def test_names_read_from_the_kubernetes_source_are_those_of_its_types() -> None:
    tokens = [
        "kubernetes:core/v1:Pod",
        "kubernetes:batch/v1:CronJob",
        "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
        "kubernetes:resource.k8s.io/v1:ResourceClaimTemplate",
    ]
    modules = [
        pulumi_kubernetes.core.v1.PodArgs,
        pulumi_kubernetes.batch.v1.CronJobArgs,
        pulumi_kubernetes.networking.v1.NetworkPolicyArgs,
        pulumi_kubernetes.apiextensions.v1.CustomResourceDefinitionArgs,
        pulumi_kubernetes.resource.v1.ResourceClaimTemplateArgs,
    ]
    compared = 0
    for token, declared in zip(tokens, modules, strict=True):
        seen: set[str] = set()
        read = kubernetes.shape(token)
        assert read is not None
        waiting: list[tuple[shapes.Shape, shapes.Shape]] = [(read, shapes.of_class(declared))]
        while waiting:
            one, other = waiting.pop()
            if isinstance(other, shapes.Anything) or isinstance(one, shapes.Anything):
                continue
            assert type(one) is type(other), (one, other)
            if isinstance(one, shapes.ObjectOf) and isinstance(other, shapes.ObjectOf) and one.name not in seen:
                seen.add(one.name)
                compared += 1
                names = {name for name in one.members if not name.startswith("x-kubernetes-")}
                assert names == set(other.members), one.name
                waiting += [(one.members[name], other.members[name]) for name in names]
            elif isinstance(one, (shapes.ListOf, shapes.MapOf)) and isinstance(other, (shapes.ListOf, shapes.MapOf)):
                waiting.append((one.item, other.item))
    assert compared > 150
    assert _types.is_input_type(modules[0])
