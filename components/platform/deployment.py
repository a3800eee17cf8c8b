"""A whole platform: infrastructure, workloads, or both, with what the outside needs to know of it."""

import pulumi
import pulumi_aws as aws

from components.bindings import (
    Bindings,
    BindingsShape,
    bindings_for_cluster,
    bindings_from_stack,
    to_outputs,
)
from components.platform.cluster import kubernetes_version
from components.platform.infrastructure import make_infrastructure
from components.platform.scope import AwsScope
from components.platform.workloads import make_workloads
from evenkeel.catalogue.versions import version_matrix
from evenkeel.spec import AwsTarget, ClusterTarget, Platform


def deploy(platform: Platform) -> None:
    """Register everything that the stack file asks for, and export what the outside needs."""
    target = platform.target
    if isinstance(target, ClusterTarget):
        address = platform.monitoring.prometheus_address if platform.monitoring else None
        bindings = bindings_for_cluster(
            name=platform.full_name,
            context=target.context,
            kubeconfig=target.kubeconfig,
            metrics_endpoint=address,
        )
        _export_urls(make_workloads(platform, bindings, None, {}).urls)
        return
    tags = tags_of(platform)
    provider = aws.Provider(
        "aws",
        region=target.region,
        # Credentials of another account are refused before anything is made.
        allowed_account_ids=[target.account_id],
        default_tags=aws.ProviderDefaultTagsArgs(tags=tags),
    )
    bindings = _bindings(platform, target, provider, tags)
    if platform.makes_workloads:
        _export_urls(make_workloads(platform, bindings, provider, tags).urls)


def tags_of(platform: Platform) -> dict[str, str]:
    """Return the tags of every AWS resource."""
    return {
        **platform.tags,
        "evenkeel:platform": platform.full_name,
        "evenkeel:environment": platform.environment,
    }


def _bindings(platform: Platform, target: AwsTarget, provider: aws.Provider, tags: dict[str, str]) -> Bindings:
    if not platform.makes_infrastructure:
        section = platform.bindings
        assert section is not None, "sizing refuses workloads without an infrastructure stack"
        assert section.infrastructure_stack is not None, "sizing refuses workloads without an infrastructure stack"
        stack = pulumi.StackReference("infrastructure", stack_name=section.infrastructure_stack)
        return bindings_from_stack(stack, shape_for(platform, target))
    bindings = make_infrastructure(
        AwsScope(platform=platform, target=target, tags=tags, opts=pulumi.ResourceOptions(provider=provider))
    )
    _export_infrastructure(platform, bindings)
    return bindings


def shape_for(platform: Platform, target: AwsTarget) -> BindingsShape:
    """Return which bindings the workloads of this stack file need of another stack."""
    return BindingsShape(
        account_id=target.account_id,
        region=target.region,
        buckets=["models"],
        encrypted_buckets=["models"],
        zones=list(target.zones),
        placement_groups=[pool.name for pool in platform.node_pools if pool.placement_group],
        target_groups=[platform.load_balancer.serving] if platform.load_balancer else [],
        efa=any(pool.efa for pool in platform.node_pools),
        cache=platform.cache is not None,
        metrics=False,
    )


def _export_infrastructure(platform: Platform, bindings: Bindings) -> None:
    version = version_matrix().kubernetes_version(kubernetes_version(platform))
    pulumi.export("kubernetesVersion", version.version)
    pulumi.export("kubernetesEndOfStandardSupport", version.end_of_standard_support.isoformat())
    for name, value in to_outputs(bindings).items():
        pulumi.export(name, value)


def _export_urls(urls: dict[str, pulumi.Output[str]]) -> None:
    pulumi.export("servingUrls", urls)
