"""The controllers in the cluster: definitions first, then one chart each, as the stack file wants them."""

from dataclasses import dataclass

import pulumi

from components.add_ons import (
    ExternalSecrets,
    ExternalSecretsArgs,
    ExternalSecretsIdentityArgs,
    Keda,
    KedaArgs,
    LeaderWorkerSetController,
    LeaderWorkerSetControllerArgs,
    LoadBalancerController,
    LoadBalancerControllerArgs,
    pinned_chart,
)
from components.bindings import AwsBinding
from components.custom_resource_definitions import CustomResourceDefinitions, CustomResourceDefinitionsArgs
from components.images import ImageLocation
from components.karpenter import Karpenter, KarpenterArgs
from components.platform.image_cache import cached_repository_arns
from components.platform.kubernetes_access import KubernetesAccess
from components.workload_secrets import reader_role_pattern
from evenkeel.spec import Platform

# Definitions by add-on: those projects whose kinds the add-on brings.
_DEFINITIONS = {
    "karpenter": ["karpenter", "karpenter-provider-aws"],
    "aws_load_balancer_controller": ["aws-load-balancer-controller"],
    "keda": ["keda"],
    "leader_worker_set": ["lws"],
    "external_secrets": ["external-secrets"],
    "prometheus_operator_crds": ["prometheus-operator"],
}
_OF_PROMETHEUS = "monitoring.coreos.com"
_REPLICAS = {"dev": 1, "staging": 2, "prod": 2}


@dataclass(frozen=True, kw_only=True)
class Controllers:
    """What is installed, as far as others depend on it.

    Attributes:
        ready: releases, and definitions without one; whatever makes objects of their kinds depends on them.
        karpenter: None where it is not installed.
        secrets_role_arn: role of External Secrets; None without it or without AWS.
    """

    ready: list[pulumi.Resource]
    karpenter: Karpenter | None
    secrets_role_arn: pulumi.Output[str] | None


def make_controllers(
    platform: Platform,
    aws_binding: AwsBinding | None,
    access: KubernetesAccess,
    images: ImageLocation,
    tags: dict[str, str],
) -> Controllers:
    """Install what the stack file says `install` to."""
    wanted = {name for name in _DEFINITIONS if getattr(platform.add_ons, name) == "install"}
    if not wanted:
        return Controllers(ready=[], karpenter=None, secrets_role_arn=None)
    definitions = CustomResourceDefinitions(
        "definitions",
        CustomResourceDefinitionsArgs(projects=[project for name in sorted(wanted) for project in _DEFINITIONS[name]]),
        access.definitions,
    )
    after = pulumi.ResourceOptions(depends_on=definitions.definitions)
    opts = pulumi.ResourceOptions.merge(access.objects, after)
    # Releases wait for the definitions, so whatever waits for a release need not; those of Prometheus have none.
    ready: list[pulumi.Resource] = [
        each for each in definitions.definitions if _OF_PROMETHEUS in each.pulumi_resource_name
    ]
    on_system_nodes = aws_binding is not None
    replicas = _REPLICAS[platform.environment]
    if "keda" in wanted:
        keda = KedaArgs(
            chart=pinned_chart("keda"),
            namespace="keda",
            replicas=replicas,
            images=images,
            on_system_nodes=on_system_nodes,
            identity=None,
        )
        ready.append(Keda("keda", keda, opts).release)
    if "leader_worker_set" in wanted:
        groups = LeaderWorkerSetControllerArgs(
            chart=pinned_chart("lws"),
            namespace="lws-system",
            replicas=replicas,
            images=images,
            on_system_nodes=on_system_nodes,
        )
        ready.append(LeaderWorkerSetController("leader-worker-set", groups, opts).release)
    secrets_role_arn: pulumi.Output[str] | None = None
    if "external_secrets" in wanted:
        secrets = ExternalSecrets(
            "external-secrets",
            ExternalSecretsArgs(
                chart=pinned_chart("external-secrets"),
                namespace="external-secrets",
                replicas=replicas,
                images=images,
                on_system_nodes=on_system_nodes,
                identity=_secrets_identity(platform, aws_binding, tags),
            ),
            opts,
        )
        secrets_role_arn = secrets.role_arn
        ready.append(secrets.release)
    if aws_binding is None:
        return Controllers(ready=ready, karpenter=None, secrets_role_arn=None)
    if "aws_load_balancer_controller" in wanted:
        balancers = LoadBalancerControllerArgs(
            account_id=aws_binding.account_id,
            region=aws_binding.region,
            cluster_name=platform.full_name,
            vpc_id=aws_binding.vpc_id,
            chart=pinned_chart("aws-load-balancer-controller"),
            namespace="aws-load-balancer-controller",
            replicas=replicas,
            images=images,
            tags=tags,
        )
        ready.append(LoadBalancerController("load-balancer-controller", balancers, opts).release)
    karpenter: Karpenter | None = None
    if "karpenter" in wanted:
        arguments = KarpenterArgs(
            account_id=aws_binding.account_id,
            region=aws_binding.region,
            cluster_name=platform.full_name,
            chart=pinned_chart("karpenter"),
            namespace="karpenter",
            replicas=replicas,
            images=images,
            volume_key_arn=aws_binding.volume_key_arn,
            image_repository_arns=cached_repository_arns(platform),
            feature_gates={"reservedCapacity": True},
            zonal_shift=platform.environment == "prod",
            node_debugging=False,
            tags=tags,
        )
        karpenter = Karpenter("karpenter", arguments, opts)
        ready.append(karpenter.release)
    return Controllers(ready=ready, karpenter=karpenter, secrets_role_arn=secrets_role_arn)


def _secrets_identity(
    platform: Platform, aws_binding: AwsBinding | None, tags: dict[str, str]
) -> ExternalSecretsIdentityArgs | None:
    if aws_binding is None:
        return None
    return ExternalSecretsIdentityArgs(
        account_id=aws_binding.account_id,
        region=aws_binding.region,
        cluster_name=platform.full_name,
        # Each namespace has a reader of its own: the controller itself may read no secret.
        reader_role_arns=[reader_role_pattern(aws_binding.account_id, platform.full_name)],
        secret_arns=[],
        key_arns=[],
        tags=tags,
    )
