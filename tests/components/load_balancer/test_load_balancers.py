"""Load balancers end TLS, log, stream for long, and reach their pods only."""

from dataclasses import replace
from typing import Any

import pytest

from components.load_balancer import (
    TLS_POLICY,
    ApplicationLoadBalancer,
    ApplicationLoadBalancerArgs,
    NetworkLoadBalancer,
    NetworkLoadBalancerArgs,
    TargetArgs,
)
from tests.components.conftest import Record, Recording

CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/api"
TARGET = TargetArgs(
    port=8080, tls=False, health_path="/health", deregistration_delay_seconds=900, security_group_id="sg-pods"
)
APPLICATION = ApplicationLoadBalancerArgs(
    vpc_id="vpc-1",
    subnet_ids=["subnet-a", "subnet-b"],
    internal=False,
    certificate_arn=CERTIFICATE,
    ingress_cidrs=["203.0.113.0/24", "2001:db8::/32"],
    ingress_prefix_list_ids=["pl-cloudfront"],
    redirect_http=True,
    idle_timeout_seconds=900,
    log_bucket="logs",
    target=TARGET,
    web_acl_arn=None,
    deletion_protection=True,
    protect=True,
    tags={"environment": "test"},
)
NETWORK = NetworkLoadBalancerArgs(
    vpc_id="vpc-1",
    subnet_ids=["subnet-a", "subnet-b"],
    internal=True,
    certificate_arn=CERTIFICATE,
    ingress_cidrs=["10.20.0.0/16"],
    ingress_prefix_list_ids=[],
    log_bucket="logs",
    target=TARGET,
    deletion_protection=True,
    protect=True,
    tags={"environment": "test"},
)
BALANCER = "aws:lb/loadBalancer:LoadBalancer"
LISTENER = "aws:lb/listener:Listener"
TARGETS = "aws:lb/targetGroup:TargetGroup"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"


def _application(record: Record, **changes: Any) -> Recording:
    return record(lambda: ApplicationLoadBalancer("api", replace(APPLICATION, **changes)))


def _network(record: Record, **changes: Any) -> Recording:
    return record(lambda: NetworkLoadBalancer("api", replace(NETWORK, **changes)))


def test_application_load_balancer_is_hardened_and_streams(record: Record) -> None:
    balancer = _application(record).inputs(BALANCER)
    assert balancer["loadBalancerType"] == "application"
    assert balancer["dropInvalidHeaderFields"] is True
    assert balancer["desyncMitigationMode"] == "defensive"
    assert balancer["idleTimeout"] == 900


def test_https_listener_needs_modern_tls(record: Record) -> None:
    listener = _application(record).inputs(LISTENER, "api-https")
    assert (listener["protocol"], listener["port"], listener["certificateArn"]) == ("HTTPS", 443, CERTIFICATE)
    assert listener["sslPolicy"] == TLS_POLICY
    assert TLS_POLICY.startswith("ELBSecurityPolicy-TLS13-1-2")


def test_plain_http_is_redirected_for_good(record: Record) -> None:
    action = _application(record).inputs(LISTENER, "api-http")["defaultActions"][0]
    assert action == {
        "type": "redirect",
        "redirect": {"protocol": "HTTPS", "port": "443", "statusCode": "HTTP_301"},
    }


def test_without_redirect_nothing_listens_on_http(record: Record) -> None:
    recording = _application(record, redirect_http=False)
    assert recording.names(LISTENER) == ["api-https"]
    assert not [rule.name for rule in recording.of_type(INGRESS) if rule.inputs["fromPort"] == 80]


def test_network_load_balancer_ends_tls_and_balances_across_zones(record: Record) -> None:
    recording = _network(record)
    balancer = recording.inputs(BALANCER)
    assert (balancer["loadBalancerType"], balancer["enableCrossZoneLoadBalancing"]) == ("network", True)
    listener = recording.inputs(LISTENER)
    assert (listener["protocol"], listener["sslPolicy"]) == ("TLS", TLS_POLICY)


@pytest.mark.parametrize(("make", "prefix"), [(_application, "alb"), (_network, "nlb")])
def test_access_is_logged_and_deletion_refused(record: Record, make: Any, prefix: str) -> None:
    recording = make(record)
    balancer = recording.inputs(BALANCER)
    assert balancer["accessLogs"] == {"bucket": "logs", "prefix": prefix, "enabled": True}
    assert balancer["enableDeletionProtection"] is True
    assert recording.of_type(BALANCER)[0].protect


@pytest.mark.parametrize("make", [_application, _network])
def test_balancer_reaches_its_pods_only_and_pods_admit_it(record: Record, make: Any) -> None:
    recording = make(record)
    egress = [rule.inputs for rule in recording.of_type(EGRESS)]
    assert [(rule["referencedSecurityGroupId"], rule["fromPort"], rule["toPort"]) for rule in egress] == [
        ("sg-pods", 8080, 8080)
    ]
    admitted = recording.inputs(INGRESS, "api-into-pods")
    assert (admitted["securityGroupId"], admitted["fromPort"], admitted["toPort"]) == ("sg-pods", 8080, 8080)
    assert all(rule.inputs["description"] for rule in recording.of_type(INGRESS))


def test_only_allowed_clients_may_connect(record: Record) -> None:
    rules = [
        r.inputs for r in _application(record, redirect_http=False).of_type(INGRESS) if r.inputs["fromPort"] == 443
    ]
    clients = [str(rule.get("cidrIpv4") or rule.get("cidrIpv6") or rule["prefixListId"]) for rule in rules]
    assert sorted(clients) == ["2001:db8::/32", "203.0.113.0/24", "pl-cloudfront"]


@pytest.mark.parametrize(("make", "protocol"), [(_application, "HTTP"), (_network, "TCP")])
def test_pods_are_targets_by_address_and_finish_their_streams(record: Record, make: Any, protocol: str) -> None:
    targets = make(record).inputs(TARGETS)
    assert (targets["targetType"], targets["protocol"], targets["port"]) == ("ip", protocol, 8080)
    assert targets["deregistrationDelay"] == 900
    assert (targets["healthCheck"]["path"], targets["healthCheck"]["protocol"]) == ("/health", "HTTP")
    assert "name" not in targets


@pytest.mark.parametrize(("make", "protocol"), [(_application, "HTTPS"), (_network, "TLS")])
def test_pods_that_serve_tls_are_reached_by_tls(record: Record, make: Any, protocol: str) -> None:
    targets = make(record, target=replace(TARGET, tls=True)).inputs(TARGETS)
    assert (targets["protocol"], targets["healthCheck"]["protocol"]) == (protocol, "HTTPS")


def test_firewall_is_associated_where_given(record: Record) -> None:
    token = "aws:wafv2/webAclAssociation:WebAclAssociation"
    assert not _application(record).of_type(token)
    arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/api/1"
    assert _application(record, web_acl_arn=arn).inputs(token)["webAclArn"] == arn


@pytest.mark.parametrize("seconds", [0, 4001])
def test_idle_timeout_that_aws_refuses_is_refused(record: Record, seconds: int) -> None:
    with pytest.raises(ValueError, match=f"idle_timeout_seconds: {seconds} is out of range; give 1 to 4000"):
        _application(record, idle_timeout_seconds=seconds)


def test_name_too_long_for_aws_is_refused(record: Record) -> None:
    with pytest.raises(ValueError, match="has 22 characters; a load balancer takes at most 21"):
        record(lambda: NetworkLoadBalancer("a" * 22, NETWORK))
