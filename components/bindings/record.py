"""The seam between infrastructure and workloads: everything that workloads must know, in one typed record."""

from dataclasses import dataclass, field

import pulumi


@dataclass(frozen=True, kw_only=True)
class ClusterBinding:
    """How to reach the cluster.

    Attributes:
        name: name of the cluster.
        kubeconfig: YAML or JSON text, a secret; None where `context` of the user's own kubeconfig is meant.
        context: kubeconfig context of an existing cluster.
    """

    name: pulumi.Input[str]
    kubeconfig: pulumi.Input[str] | None
    context: str | None


@dataclass(frozen=True, kw_only=True)
class BucketBinding:
    """A bucket and the key that encrypts it; None where S3's own key does."""

    name: pulumi.Input[str]
    arn: pulumi.Input[str]
    key_arn: pulumi.Input[str] | None


@dataclass(frozen=True, kw_only=True)
class NodeBinding:
    """What node classes refer to.

    Attributes:
        subnet_ids: private subnet by zone.
        security_group_id: security group of nodes and pods.
        efa_security_group_id: security group for EFA traffic, where there is EFA.
        placement_group_names: cluster placement groups by the name of their pool.
    """

    subnet_ids: dict[str, pulumi.Input[str]]
    security_group_id: pulumi.Input[str]
    efa_security_group_id: pulumi.Input[str] | None
    placement_group_names: dict[str, pulumi.Input[str]]


@dataclass(frozen=True, kw_only=True)
class CacheBinding:
    """The shared cache.

    Attributes:
        endpoint: host name.
        port: TCP port.
        secret_arn: Secrets Manager secret with `username` and `password`.
    """

    endpoint: pulumi.Input[str]
    port: pulumi.Input[int]
    secret_arn: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class LoadBalancerBinding:
    """The load balancer in front of Services.

    Attributes:
        security_group_id: security group of the balancer.
        dns_name: name under which AWS resolves it.
        source_cidrs: address block from which it reaches pods, by zone.
        target_group_arns: target group by what it serves.
    """

    security_group_id: pulumi.Input[str]
    dns_name: pulumi.Input[str]
    source_cidrs: dict[str, pulumi.Input[str]]
    target_group_arns: dict[str, pulumi.Input[str]]


@dataclass(frozen=True, kw_only=True)
class AwsBinding:
    """What exists on AWS.

    Attributes:
        account_id: account of everything below.
        region: region of everything below.
        vpc_id: VPC of the cluster.
        volume_key_arn: KMS key of the nodes' volumes.
        secrets_key_arn: KMS key of secrets in Secrets Manager.
        buckets: bucket by purpose: datasets, models, checkpoints, feedback.
        nodes: for node classes.
        cache: None without one.
        load_balancer: None without one.
    """

    account_id: str
    region: str
    vpc_id: pulumi.Input[str]
    volume_key_arn: pulumi.Input[str]
    secrets_key_arn: pulumi.Input[str]
    buckets: dict[str, BucketBinding]
    nodes: NodeBinding
    cache: CacheBinding | None
    load_balancer: LoadBalancerBinding | None


@dataclass(frozen=True, kw_only=True)
class Bindings:
    """Everything that workloads take from infrastructure.

    Attributes:
        cluster: how to reach the cluster.
        aws: what exists on AWS; None on a cluster elsewhere.
        metrics_endpoint: URL of a Prometheus query API, without a trailing slash; None without one.
        ready: resources of the same program that must be there before anything is made in the cluster; none where the
            cluster comes from elsewhere.
    """

    cluster: ClusterBinding
    aws: AwsBinding | None
    metrics_endpoint: pulumi.Input[str] | None = None
    ready: list[pulumi.Resource] = field(default_factory=list[pulumi.Resource])
