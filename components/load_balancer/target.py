"""The pods behind a load balancer."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True, kw_only=True)
class TargetArgs:
    """The pods that a load balancer sends requests to.

    Attributes:
        port: port of the pods.
        tls: the pods serve TLS; otherwise the load balancer is where TLS ends.
        health_path: HTTP path that answers 200 as long as a pod can serve.
        deregistration_delay_seconds: time that a pod keeps its connections after it left, 0 to 3600; not less than the
            longest stream, or answers are cut off in every rollout.
        security_group_id: security group of the pods (of their nodes, if pods have none of their own).
    """

    port: int
    tls: bool
    health_path: str
    deregistration_delay_seconds: int
    security_group_id: pulumi.Input[str]


HEALTH_INTERVAL_SECONDS = 10
HEALTH_TIMEOUT_SECONDS = 5
HEALTHY_AFTER = 2
UNHEALTHY_AFTER = 3


def target_group(
    name: str,
    target: TargetArgs,
    *,
    application: bool,
    vpc_id: pulumi.Input[str],
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
) -> aws.lb.TargetGroup:
    """Create the target group, whose members (pod addresses) a controller in the cluster keeps.

    Args:
        name: prefix of the name.
        target: the pods.
        application: for an Application Load Balancer, otherwise for a Network Load Balancer.
        vpc_id: VPC of the pods.
        tags: tags of the target group.
        opts: options of the resource.
    """
    web = "HTTPS" if target.tls else "HTTP"
    transport = "TLS" if target.tls else "TCP"
    return aws.lb.TargetGroup(
        f"{name}-tg",
        target_type="ip",
        vpc_id=vpc_id,
        port=target.port,
        protocol=web if application else transport,
        # Answers take seconds to minutes, so the number of open requests says more than their order.
        load_balancing_algorithm_type="least_outstanding_requests" if application else None,
        deregistration_delay=target.deregistration_delay_seconds,
        health_check={
            "enabled": True,
            "protocol": web,
            "path": target.health_path,
            "port": "traffic-port",
            "matcher": "200",
            "interval": HEALTH_INTERVAL_SECONDS,
            "timeout": HEALTH_TIMEOUT_SECONDS,
            "healthy_threshold": HEALTHY_AFTER,
            "unhealthy_threshold": UNHEALTHY_AFTER,
        },
        tags=tags,
        opts=opts,
    )
