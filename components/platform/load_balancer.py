"""The load balancer of a platform, in front of one serving entry."""

from dataclasses import dataclass

import pulumi

from components.load_balancer import (
    ApplicationLoadBalancer,
    ApplicationLoadBalancerArgs,
    NetworkLoadBalancer,
    NetworkLoadBalancerArgs,
    TargetArgs,
    WebAcl,
    WebAclArgs,
)
from components.network import NetworkOutputs, plan_addresses
from components.platform.encryption_keys import EncryptionKeys
from components.platform.scope import AwsScope
from components.platform.serving_port import API_PORT, HEALTH_PATH
from evenkeel.spec import AwsTarget, LoadBalancer, NewNetwork, Platform

_REQUESTS_PER_5_MINUTES = 2000
_LONGEST_DEREGISTRATION_SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class Front:
    """What workloads need of the load balancer.

    Attributes:
        serving: the entry behind it.
        target_group_arn: its target group.
        security_group_id: its security group.
        dns_name: its name on AWS.
        source_cidrs: address block from which it reaches pods, by zone.
    """

    serving: str
    target_group_arn: pulumi.Output[str]
    security_group_id: pulumi.Output[str]
    dns_name: pulumi.Output[str]
    source_cidrs: dict[str, str]


def make_load_balancer(
    scope: AwsScope,
    network: NetworkOutputs,
    keys: EncryptionKeys,
    *,
    log_bucket: pulumi.Input[str],
    pod_security_group_id: pulumi.Input[str],
) -> Front | None:
    """Make the load balancer, if the stack file has one."""
    platform = scope.platform
    section = platform.load_balancer
    if section is None:
        return None
    internal = section.scheme == "internal"
    subnets = network.private_subnet_ids if internal else network.public_subnet_ids
    pods = TargetArgs(
        port=API_PORT,
        tls=False,
        health_path=HEALTH_PATH,
        deregistration_delay_seconds=_deregistration_seconds(platform, section),
        security_group_id=pod_security_group_id,
    )
    if section.kind == "application":
        balancer = ApplicationLoadBalancer(
            "api",
            ApplicationLoadBalancerArgs(
                vpc_id=network.vpc_id,
                subnet_ids=list(subnets),
                internal=internal,
                certificate_arn=section.certificate_arn,
                ingress_cidrs=list(section.allowed_from),
                ingress_prefix_list_ids=[],
                redirect_http=True,
                idle_timeout_seconds=section.idle_timeout_seconds,
                log_bucket=log_bucket,
                target=pods,
                web_acl_arn=section.waf_acl_arn or _web_acl(scope, keys),
                deletion_protection=section.deletion_protection,
                protect=platform.protect,
                tags=scope.tags,
            ),
            scope.opts,
        )
    else:
        balancer = NetworkLoadBalancer(
            "api",
            NetworkLoadBalancerArgs(
                vpc_id=network.vpc_id,
                subnet_ids=list(subnets),
                internal=internal,
                certificate_arn=section.certificate_arn,
                ingress_cidrs=list(section.allowed_from),
                ingress_prefix_list_ids=[],
                log_bucket=log_bucket,
                target=pods,
                deletion_protection=section.deletion_protection,
                protect=platform.protect,
                tags=scope.tags,
            ),
            scope.opts,
        )
    return Front(
        serving=section.serving,
        target_group_arn=balancer.target_group_arn,
        security_group_id=balancer.security_group_id,
        dns_name=balancer.dns_name,
        source_cidrs=_source_cidrs(platform, scope.target, section),
    )


def _web_acl(scope: AwsScope, keys: EncryptionKeys) -> pulumi.Output[str]:
    platform, target = scope.platform, scope.target
    assert platform.cluster is not None, "the spec fills in the cluster wherever infrastructure is made"
    firewall = WebAcl(
        "api-firewall",
        WebAclArgs(
            scope="REGIONAL",
            region=target.region,
            requests_per_5_minutes=_REQUESTS_PER_5_MINUTES,
            log_key_arn=keys["logs"],
            log_retention_days=platform.cluster.log_retention_days,
            protect=platform.protect,
            tags=scope.tags,
        ),
        scope.opts,
    )
    return firewall.web_acl_arn


def _deregistration_seconds(platform: Platform, section: LoadBalancer) -> int:
    """Let the longest stream of the entry behind the balancer finish, as far as AWS allows."""
    longest = next(entry.slo.longest_stream_seconds for entry in platform.serving if entry.name == section.serving)
    return min(longest, _LONGEST_DEREGISTRATION_SECONDS)


def _source_cidrs(platform: Platform, target: AwsTarget, section: LoadBalancer) -> dict[str, str]:
    """Return the blocks of the balancer's subnets; of an existing VPC only its own block is known."""
    network = platform.network
    if isinstance(network, NewNetwork):
        plan = plan_addresses(network.cidr, list(target.zones))
        blocks = plan.private if section.scheme == "internal" else plan.public
        return dict(zip(target.zones, blocks, strict=True))
    assert network is not None, "the spec fills in the network wherever infrastructure is made"
    return dict.fromkeys(target.zones, network.existing.cidr)
