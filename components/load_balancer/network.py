"""A Network Load Balancer in front of pods."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.load_balancer.outputs import LoadBalancerOutputs, check_name
from components.load_balancer.security_group import Clients, balancer_security_group
from components.load_balancer.target import TargetArgs, target_group
from components.load_balancer.tls import HTTPS_PORT, TLS_POLICY
from components.storage import NLB_LOG_PREFIX


@dataclass(frozen=True, kw_only=True)
class NetworkLoadBalancerArgs:
    """What a `NetworkLoadBalancer` needs.

    Attributes:
        vpc_id: the VPC.
        subnet_ids: public subnets, or private ones if it is internal.
        internal: only reachable from inside the VPC.
        certificate_arn: certificate of the host names that clients use.
        ingress_cidrs: IPv4 or IPv6 blocks that may connect.
        ingress_prefix_list_ids: prefix lists that may connect.
        log_bucket: bucket of the same region that takes access logs, with S3's own keys.
        target: the pods.
        deletion_protection: AWS refuses to delete it, whoever asks.
        protect: Pulumi refuses to delete it.
        tags: tags of all resources.
    """

    vpc_id: pulumi.Input[str]
    subnet_ids: list[pulumi.Input[str]]
    internal: bool
    certificate_arn: pulumi.Input[str]
    ingress_cidrs: list[str]
    ingress_prefix_list_ids: list[str]
    log_bucket: pulumi.Input[str]
    target: TargetArgs
    deletion_protection: bool
    protect: bool
    tags: dict[str, str]


class NetworkLoadBalancer(pulumi.ComponentResource, LoadBalancerOutputs):
    """TLS for an API, one layer lower: no firewall and no redirects.

    AWS cuts a TLS connection after 350 seconds of silence, and this cannot be changed: an answer whose first token
    may take longer needs an Application Load Balancer, or a stream that sends comments meanwhile.
    """

    def __init__(self, name: str, args: NetworkLoadBalancerArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:NetworkLoadBalancer", name, None, opts)
        check_name(name)
        child = pulumi.ResourceOptions(parent=self)
        group = balancer_security_group(
            name,
            Clients(cidrs=args.ingress_cidrs, prefix_list_ids=args.ingress_prefix_list_ids, ports=[HTTPS_PORT]),
            args.target,
            vpc_id=args.vpc_id,
            tags=args.tags,
            opts=child,
        )
        balancer = aws.lb.LoadBalancer(
            f"{name}-lb",
            load_balancer_type="network",
            internal=args.internal,
            subnets=args.subnet_ids,
            security_groups=[group.id],
            enable_cross_zone_load_balancing=True,
            enable_deletion_protection=args.deletion_protection,
            access_logs={"bucket": args.log_bucket, "prefix": NLB_LOG_PREFIX, "enabled": True},
            tags={**args.tags, "Name": name},
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        targets = target_group(name, args.target, application=False, vpc_id=args.vpc_id, tags=args.tags, opts=child)
        listener = aws.lb.Listener(
            f"{name}-tls",
            load_balancer_arn=balancer.arn,
            port=HTTPS_PORT,
            protocol="TLS",
            ssl_policy=TLS_POLICY,
            certificate_arn=args.certificate_arn,
            alpn_policy="HTTP2Preferred",
            default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
            tags=args.tags,
            opts=child,
        )
        self.load_balancer_arn = balancer.arn
        self.dns_name = balancer.dns_name
        self.zone_id = balancer.zone_id
        self.listener_arn = listener.arn
        self.target_group_arn = targets.arn
        self.security_group_id = group.id
        self.register_outputs(self.outputs())
