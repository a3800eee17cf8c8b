"""An Application Load Balancer in front of pods."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.load_balancer.outputs import LoadBalancerOutputs, check_name
from components.load_balancer.security_group import Clients, balancer_security_group
from components.load_balancer.target import TargetArgs, target_group
from components.load_balancer.tls import HTTP_PORT, HTTPS_PORT, TLS_POLICY
from components.storage import ALB_LOG_PREFIX

LONGEST_IDLE_SECONDS = 4000
"""AWS's limit of an Application Load Balancer's idle timeout."""


@dataclass(frozen=True, kw_only=True)
class ApplicationLoadBalancerArgs:
    """What an `ApplicationLoadBalancer` needs.

    Attributes:
        vpc_id: the VPC.
        subnet_ids: public subnets, or private ones if it is internal; in two zones or more.
        internal: only reachable from inside the VPC.
        certificate_arn: certificate of the host names that clients use.
        ingress_cidrs: IPv4 or IPv6 blocks that may connect.
        ingress_prefix_list_ids: prefix lists that may connect, CloudFront's for example.
        redirect_http: also listen for plain HTTP, and send clients to HTTPS.
        idle_timeout_seconds: silence after which a connection is cut, 1 to 4000; more than the time to the first token.
        log_bucket: bucket of the same region that takes access logs, with S3's own keys.
        target: the pods.
        web_acl_arn: web application firewall of the same region; None leaves it out.
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
    redirect_http: bool
    idle_timeout_seconds: int
    log_bucket: pulumi.Input[str]
    target: TargetArgs
    web_acl_arn: pulumi.Input[str] | None
    deletion_protection: bool
    protect: bool
    tags: dict[str, str]


class ApplicationLoadBalancer(pulumi.ComponentResource, LoadBalancerOutputs):
    """HTTPS for an API that streams tokens: long silences allowed, malformed requests dropped, all access logged."""

    def __init__(
        self, name: str, args: ApplicationLoadBalancerArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("evenkeel:index:ApplicationLoadBalancer", name, None, opts)
        _check(name, args)
        child = pulumi.ResourceOptions(parent=self)
        group = balancer_security_group(
            name,
            Clients(
                cidrs=args.ingress_cidrs,
                prefix_list_ids=args.ingress_prefix_list_ids,
                ports=[HTTPS_PORT, HTTP_PORT] if args.redirect_http else [HTTPS_PORT],
            ),
            args.target,
            vpc_id=args.vpc_id,
            tags=args.tags,
            opts=child,
        )
        balancer = aws.lb.LoadBalancer(
            f"{name}-lb",
            load_balancer_type="application",
            internal=args.internal,
            subnets=args.subnet_ids,
            security_groups=[group.id],
            idle_timeout=args.idle_timeout_seconds,
            drop_invalid_header_fields=True,
            desync_mitigation_mode="defensive",
            enable_waf_fail_open=False,
            enable_deletion_protection=args.deletion_protection,
            access_logs={"bucket": args.log_bucket, "prefix": ALB_LOG_PREFIX, "enabled": True},
            connection_logs={"bucket": args.log_bucket, "prefix": ALB_LOG_PREFIX, "enabled": True},
            tags={**args.tags, "Name": name},
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        targets = target_group(name, args.target, application=True, vpc_id=args.vpc_id, tags=args.tags, opts=child)
        listener = aws.lb.Listener(
            f"{name}-https",
            load_balancer_arn=balancer.arn,
            port=HTTPS_PORT,
            protocol="HTTPS",
            ssl_policy=TLS_POLICY,
            certificate_arn=args.certificate_arn,
            default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
            routing_http_response_server_enabled=False,
            routing_http_response_strict_transport_security_header_value="max-age=31536000",
            tags=args.tags,
            opts=child,
        )
        if args.redirect_http:
            redirect: aws.lb.ListenerDefaultActionRedirectArgsDict = {
                "protocol": "HTTPS",
                "port": str(HTTPS_PORT),
                "status_code": "HTTP_301",
            }
            aws.lb.Listener(
                f"{name}-http",
                load_balancer_arn=balancer.arn,
                port=HTTP_PORT,
                protocol="HTTP",
                default_actions=[{"type": "redirect", "redirect": redirect}],
                tags=args.tags,
                opts=child,
            )
        if args.web_acl_arn is not None:
            aws.wafv2.WebAclAssociation(
                f"{name}-firewall", resource_arn=balancer.arn, web_acl_arn=args.web_acl_arn, opts=child
            )
        self.load_balancer_arn = balancer.arn
        self.dns_name = balancer.dns_name
        self.zone_id = balancer.zone_id
        self.listener_arn = listener.arn
        self.target_group_arn = targets.arn
        self.security_group_id = group.id
        self.register_outputs(self.outputs())


def _check(name: str, args: ApplicationLoadBalancerArgs) -> None:
    check_name(name)
    if not 1 <= args.idle_timeout_seconds <= LONGEST_IDLE_SECONDS:
        raise ValueError(
            f"idle_timeout_seconds: {args.idle_timeout_seconds} is out of range; give 1 to {LONGEST_IDLE_SECONDS}"
        )
