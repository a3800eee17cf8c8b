"""The load balancer suits the service behind it."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.sizing.checks.found import found
from evenkeel.sizing.view import View
from evenkeel.spec import AwsTarget, ExistingNetwork, LoadBalancer, Problem
from evenkeel.spec.nearest import suggestion

_PATH = "loadBalancer"
_LONGEST_DRAIN_SECONDS = 3600
"""Longest deregistration delay of a target group (ELB user guide, 2026)."""


def check_load_balancer(view: View) -> Iterator[Problem]:
    """Refuse a balancer without a service, in another region, or less patient than the longest stream."""
    balancer = view.platform.load_balancer
    if balancer is None or view.aws is None:
        return
    entry = next((each for each in view.platform.serving if each.name == balancer.serving), None)
    names = [each.name for each in view.platform.serving]
    if entry is None and view.platform.layer != "infrastructure":
        fix = suggestion(balancer.serving, names) if names else "Add it to serving."
        yield found(f"{_PATH}.serving", balancer.serving, "is not a serving entry of this file", fix)
    longest = entry.slo.longest_stream_seconds if entry is not None else 0
    if entry is not None and longest > _LONGEST_DRAIN_SECONDS:
        path = f"serving[{names.index(entry.name)}].slo.longestStreamSeconds"
        message = f"is longer than a load balancer lets requests end when a pod goes, {_LONGEST_DRAIN_SECONDS} seconds"
        yield found(path, longest, message, f"Lower it to {_LONGEST_DRAIN_SECONDS} or less.")
    elif entry is not None and balancer.idle_timeout_seconds < longest:
        message = f"is shorter than the longest stream of {entry.name}, {longest} seconds"
        fix = f"Raise it to {longest} or more, or lower slo.longestStreamSeconds."
        yield found(f"{_PATH}.idleTimeoutSeconds", balancer.idle_timeout_seconds, message, fix)
    yield from _arns(balancer, view.aws)
    network = view.platform.network
    if isinstance(network, ExistingNetwork) and balancer.scheme == "public" and not network.existing.subnets.public:
        fix = "Give network.existing.subnets.public, or set scheme: internal."
        yield found(f"{_PATH}.scheme", "public", "needs public subnets, and the network has none", fix)


def _arns(balancer: LoadBalancer, target: AwsTarget) -> Iterator[Problem]:
    region = target.region
    given = (("certificateArn", balancer.certificate_arn), ("wafAclArn", balancer.waf_acl_arn))
    for key, arn in given:
        if arn is not None and arn.split(":")[4] != target.account_id:
            fix = f"Use one of account {target.account_id}; a load balancer takes no other account's."
            yield found(f"{_PATH}.{key}", arn, "is of another account than the target", fix)
    if balancer.certificate_arn.split(":")[3] != region:
        fix = f"Request or import the certificate in {region}."
        yield found(f"{_PATH}.certificateArn", balancer.certificate_arn, f"is not in the target's region {region}", fix)
    if balancer.waf_acl_arn is None:
        return
    if balancer.kind == "network":
        fix = "Set kind: application, or take wafAclArn out."
        yield found(f"{_PATH}.wafAclArn", balancer.waf_acl_arn, "does not go with a network load balancer", fix)
    elif balancer.waf_acl_arn.split(":")[3] != region:
        fix = f"Make the web ACL in {region}."
        yield found(f"{_PATH}.wafAclArn", balancer.waf_acl_arn, f"is not in the target's region {region}", fix)
