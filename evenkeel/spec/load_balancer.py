"""The load balancer in front of one serving entry."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from evenkeel.spec.section import Default, Flag, Integer, Section
from evenkeel.spec.values import CertificateArn, Cidr, HostName, Name, WebAclArn

LoadBalancerKind: TypeAlias = Literal["application", "network"]
Scheme: TypeAlias = Literal["public", "internal"]


class LoadBalancer(Section):
    """An ALB or NLB that ends TLS and sends requests to the pods of one serving entry.

    Attributes:
        kind: `application` (HTTP, WAF) or `network` (TCP).
        serving: name of the serving entry that answers.
        host: host name that clients use.
        certificate_arn: ACM certificate for the host.
        scheme: reachable from the internet, or from inside the VPC only.
        allowed_from: networks that may connect.
        waf_acl_arn: existing WAF web ACL to stand in front; left out, one is made. `application` only.
        idle_timeout_seconds: a stream may be silent that long; longer than the longest stream is safe. `application`
            only: a TLS listener of a network load balancer waits 350 seconds, whatever is set.
        deletion_protection: AWS refuses to delete it.
    """

    kind: LoadBalancerKind = "application"
    serving: Name
    host: HostName
    certificate_arn: CertificateArn
    scheme: Scheme = "internal"
    allowed_from: Annotated[tuple[Cidr, ...], Field(min_length=1)]
    waf_acl_arn: WebAclArn | None = None
    idle_timeout_seconds: Annotated[Integer, Field(ge=60, le=4000)] = 900
    deletion_protection: Annotated[Flag, Default(dev=False, staging=True, prod=True)]
