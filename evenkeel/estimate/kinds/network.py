"""Costs of the network: NAT gateways, endpoints, addresses, load balancers, the firewall in front of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from evenkeel.estimate.bands import HOURS, level, plus, times
from evenkeel.estimate.kinds.downloads import downloads
from evenkeel.estimate.reading import at, items, text
from evenkeel.estimate.situation import Situation
from evenkeel.model import Charging, Cost, Resource, UnknownFigure

NAT: Final = "aws:ec2/natGateway:NatGateway"


def nat_gateway(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price a NAT gateway: its hours, and the data through it."""
    yield situation.charge(resource, "NAT gateway", "nat_gateway_hour", level(HOURS), "1 x 730 h")
    gateways = sum(1 for _ in situation.view.of_type(NAT))
    pulled, words = downloads(situation)
    data = plus([situation.usage("natGb"), times(pulled, Decimal(1) / gateways)])
    yield situation.charge(
        resource,
        "data through it",
        "nat_gateway_gb",
        data,
        f"natGb + {words}" + (f" / {gateways} gateways" if gateways > 1 else ""),
        charging=Charging.USAGE,
    )


def endpoint(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price an interface endpoint: an hour in each zone, and the data through it; gateway endpoints are free."""
    if text(resource.inputs, "vpcEndpointType") not in {"Interface", "GatewayLoadBalancer"}:
        return
    zones = len(items(resource.inputs, "subnetIds"))
    yield situation.charge(
        resource,
        "interface endpoint",
        "vpc_interface_endpoint_hour",
        level(zones * HOURS),
        f"{zones} zones x 730 h",
    )
    yield situation.charge(
        resource,
        "data through it",
        "vpc_interface_endpoint_gb",
        situation.usage("endpointGb"),
        "endpointGb",
        charging=Charging.USAGE,
    )


def address(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price a public IPv4 address."""
    yield situation.charge(resource, "public IPv4 address", "public_ipv4_hour", level(HOURS), "1 x 730 h")


def load_balancer(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price a load balancer: its hours, its capacity units, its addresses and what it sends out."""
    network = text(resource.inputs, "loadBalancerType") == "network"
    kind, hour, unit, price = (
        ("network load balancer", "nlb_hour", "NLCU", "nlb_nlcu_hour")
        if network
        else ("application load balancer", "alb_hour", "LCU", "alb_lcu_hour")
    )
    yield situation.charge(resource, kind, hour, level(HOURS), "1 x 730 h")
    yield situation.charge(
        resource,
        f"capacity units ({unit})",
        price,
        times(situation.usage("balancerUnits"), HOURS),
        "balancerUnits x 730 h",
        charging=Charging.USAGE,
    )
    if at(resource.inputs, "internal") is not False:
        return
    zones = len(items(resource.inputs, "subnets")) or len(items(resource.inputs, "subnetMappings"))
    yield situation.charge(
        resource,
        "public IPv4 addresses",
        "public_ipv4_hour",
        level(zones * HOURS),
        f"1 a zone, {zones} zones x 730 h",
    )
    yield situation.charge(
        resource,
        "answers to the internet",
        "data_transfer_out_gb_first_10tb",
        situation.usage("egressGb"),
        "egressGb, all at the price of the first 10 TB",
        charging=Charging.USAGE,
    )


def firewall(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price a web ACL: itself, its rules, the requests that it judges."""
    rules = len(items(resource.inputs, "rules"))
    yield situation.charge(resource, "web ACL", "wafv2_web_acl_month", level(1), "1")
    yield situation.charge(resource, "rules", "wafv2_rule_month", level(rules), f"{rules} rules and groups")
    yield situation.charge(
        resource,
        "requests",
        "wafv2_requests_million",
        situation.usage("requests"),
        "requests",
        charging=Charging.USAGE,
    )
