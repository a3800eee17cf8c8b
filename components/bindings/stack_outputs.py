"""Bindings between two stacks: flat outputs of the one, read by the other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, cast

import pulumi

from components.bindings.record import (
    AwsBinding,
    Bindings,
    BucketBinding,
    CacheBinding,
    ClusterBinding,
    LoadBalancerBinding,
    NodeBinding,
)


@dataclass(frozen=True, kw_only=True)
class BindingsShape:
    """Which parts of `Bindings` exist, which a program has to know before it can read any output.

    Both stacks take it from the same stack file, so they agree.

    Attributes:
        account_id: AWS account.
        region: AWS region.
        buckets: purposes of the buckets.
        encrypted_buckets: those of them that have a KMS key.
        zones: zones of the private subnets.
        placement_groups: pools that have a placement group.
        target_groups: what the load balancer serves; none without a load balancer.
        efa: whether there is a security group for EFA.
        cache: whether there is a cache.
        metrics: whether there is a metrics endpoint.
    """

    account_id: str
    region: str
    buckets: list[str]
    encrypted_buckets: list[str]
    zones: list[str]
    placement_groups: list[str]
    target_groups: list[str]
    efa: bool
    cache: bool
    metrics: bool


class StackOutputs(Protocol):
    """What is read from another stack: `pulumi.StackReference`, or anything that answers like it."""

    def require_output(self, name: pulumi.Input[str]) -> pulumi.Output[object]:
        """Return the output `name`; it fails where the other stack has none."""
        ...


def shape_of(bindings: Bindings) -> BindingsShape:
    """Return which parts `bindings` has.

    Raises:
        ValueError: bindings without AWS have nothing to share between stacks.
    """
    aws = _aws_of(bindings)
    return BindingsShape(
        account_id=aws.account_id,
        region=aws.region,
        buckets=list(aws.buckets),
        encrypted_buckets=[purpose for purpose, bucket in aws.buckets.items() if bucket.key_arn is not None],
        zones=list(aws.nodes.subnet_ids),
        placement_groups=list(aws.nodes.placement_group_names),
        target_groups=list(aws.load_balancer.target_group_arns) if aws.load_balancer else [],
        efa=aws.nodes.efa_security_group_id is not None,
        cache=aws.cache is not None,
        metrics=bindings.metrics_endpoint is not None,
    )


def to_outputs(bindings: Bindings) -> dict[str, pulumi.Output[object]]:
    """Return what the infrastructure stack exports, by output name; the kubeconfig is a secret.

    Raises:
        ValueError: bindings without AWS have nothing to share between stacks.
    """
    aws = _aws_of(bindings)
    cluster = bindings.cluster
    if cluster.kubeconfig is None:
        raise ValueError("cluster.kubeconfig: None; the infrastructure stack must give the workloads stack one")
    outputs: dict[str, object] = {
        "clusterName": cluster.name,
        "clusterKubeconfig": pulumi.Output.secret(cluster.kubeconfig),
        "vpcId": aws.vpc_id,
        "volumeKeyArn": aws.volume_key_arn,
        "secretsKeyArn": aws.secrets_key_arn,
        "nodeSubnetIds": aws.nodes.subnet_ids,
        "nodeSecurityGroupId": aws.nodes.security_group_id,
        "placementGroupNames": aws.nodes.placement_group_names,
        "bucketNames": {purpose: bucket.name for purpose, bucket in aws.buckets.items()},
        "bucketArns": {purpose: bucket.arn for purpose, bucket in aws.buckets.items()},
        "bucketKeyArns": {purpose: bucket.key_arn for purpose, bucket in aws.buckets.items() if bucket.key_arn},
    }
    if aws.nodes.efa_security_group_id is not None:
        outputs["efaSecurityGroupId"] = aws.nodes.efa_security_group_id
    if aws.cache:
        outputs["cacheEndpoint"] = aws.cache.endpoint
        outputs["cachePort"] = aws.cache.port
        outputs["cacheSecretArn"] = aws.cache.secret_arn
    if aws.load_balancer:
        outputs["loadBalancerSecurityGroupId"] = aws.load_balancer.security_group_id
        outputs["loadBalancerDnsName"] = aws.load_balancer.dns_name
        outputs["loadBalancerSourceCidrs"] = aws.load_balancer.source_cidrs
        outputs["targetGroupArns"] = aws.load_balancer.target_group_arns
    if bindings.metrics_endpoint is not None:
        outputs["metricsEndpoint"] = bindings.metrics_endpoint
    return {name: pulumi.Output.from_input(value) for name, value in outputs.items()}


def bindings_from_stack(stack: StackOutputs, shape: BindingsShape) -> Bindings:
    """Return the bindings that the infrastructure stack exported.

    Args:
        stack: a `pulumi.StackReference` to it.
        shape: which parts exist, from the stack file.
    """

    def text(name: str) -> pulumi.Output[str]:
        return stack.require_output(name).apply(str)

    def texts(name: str, keys: Iterable[str]) -> dict[str, pulumi.Input[str]]:
        whole = stack.require_output(name)
        return {key: whole.apply(_member(name, key)) for key in keys}

    names, arns = (texts(name, shape.buckets) for name in ("bucketNames", "bucketArns"))
    key_arns = texts("bucketKeyArns", shape.encrypted_buckets)
    aws = AwsBinding(
        account_id=shape.account_id,
        region=shape.region,
        vpc_id=text("vpcId"),
        volume_key_arn=text("volumeKeyArn"),
        secrets_key_arn=text("secretsKeyArn"),
        buckets={
            purpose: BucketBinding(name=names[purpose], arn=arns[purpose], key_arn=key_arns.get(purpose))
            for purpose in shape.buckets
        },
        nodes=NodeBinding(
            subnet_ids=texts("nodeSubnetIds", shape.zones),
            security_group_id=text("nodeSecurityGroupId"),
            efa_security_group_id=text("efaSecurityGroupId") if shape.efa else None,
            placement_group_names=texts("placementGroupNames", shape.placement_groups),
        ),
        cache=CacheBinding(
            endpoint=text("cacheEndpoint"),
            port=stack.require_output("cachePort").apply(_port),
            secret_arn=text("cacheSecretArn"),
        )
        if shape.cache
        else None,
        load_balancer=LoadBalancerBinding(
            security_group_id=text("loadBalancerSecurityGroupId"),
            dns_name=text("loadBalancerDnsName"),
            source_cidrs=texts("loadBalancerSourceCidrs", shape.zones),
            target_group_arns=texts("targetGroupArns", shape.target_groups),
        )
        if shape.target_groups
        else None,
    )
    cluster = ClusterBinding(name=text("clusterName"), kubeconfig=text("clusterKubeconfig"), context=None)
    return Bindings(cluster=cluster, aws=aws, metrics_endpoint=text("metricsEndpoint") if shape.metrics else None)


def _port(value: object) -> int:
    return int(cast("float", value))


def _member(name: str, key: str) -> Callable[[object], str]:
    def member(value: object) -> str:
        members = cast("Mapping[str, str]", value)
        if key not in members:
            raise pulumi.RunError(
                f"output {name} of the infrastructure stack has no {key!r} (it has: {', '.join(sorted(members))}); "
                f"deploy the infrastructure stack with the same stack file first"
            )
        return members[key]

    return member


def _aws_of(bindings: Bindings) -> AwsBinding:
    if bindings.aws is None:
        raise ValueError(
            "bindings.aws: None; a cluster without AWS is described in the stack file, not by another stack"
        )
    return bindings.aws
