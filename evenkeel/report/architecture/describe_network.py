"""What is said of load balancers, firewalls, the network and its zones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource
from evenkeel.report.architecture.context import Context
from evenkeel.report.architecture.inputs import counted, mappings, words
from evenkeel.report.architecture.membership import Member

LOAD_BALANCERS: Final = ("aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer")
_SUBNET: Final = "aws:ec2/subnet:Subnet"
_ASSOCIATION: Final = "aws:ec2/routeTableAssociation:RouteTableAssociation"
_ROUTE: Final = "aws:ec2/route:Route"
_FIREWALL_LINK: Final = "aws:wafv2/webAclAssociation:WebAclAssociation"


def balancer(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of a load balancer, an ingress or a gateway."""
    inputs = context.inputs
    title = context.plain_name(member)
    for found in member.typed(*LOAD_BALANCERS):
        kind = inputs.word(found, "loadBalancerType") or "application"
        scheme = {"true": "internal", "false": "public"}.get(inputs.word(found, "internal"), "")
        listeners = member.typed("aws:lb/listener:Listener", "aws:alb/listener:Listener")
        ports = [f"{inputs.word(each, 'protocol')} {inputs.word(each, 'port')}".strip() for each in listeners]
        return title, [
            ", ".join(filter(None, (kind, scheme))),
            ", ".join(ports[:4]),
            _existing_firewall(member, context),
        ]
    hosts = inputs.words(member.first, "spec.rules[].host") or inputs.words(member.first, "spec.hostnames")
    return title, [member.first.type.rpartition(":")[2], ", ".join(hosts[:3])]


def _existing_firewall(member: Member, context: Context) -> str:
    """Return the firewall of somebody else's that stands in front, if any; one of the stack's own is a part."""
    for found in member.typed(_FIREWALL_LINK):
        arn = context.inputs.word(found, "webAclArn")
        if arn:
            return f"behind firewall {arn.split('/')[-2]}" if arn.count("/") >= 2 else "behind a firewall"
    return ""


def client_blocks(member: Member, context: Context) -> list[str]:
    """Return the addresses that a load balancer's security group lets in."""
    inputs, found = context.inputs, list[str]()
    for each in member.typed("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"):
        found += [inputs.word(each, path) for path in ("cidrIpv4", "cidrIpv6", "prefixListId")]
    for each in member.typed("aws:ec2/securityGroup:SecurityGroup"):
        found += [block for rule in mappings(inputs.at(each, "ingress")) for block in words(rule.get("cidrBlocks"))]
    return list(dict.fromkeys(filter(None, found)))


def firewall(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of a firewall of the stack's own."""
    rules = len(context.inputs.words(member.first, "rules[].name"))
    for found in member.typed("aws:wafv2/webAcl:WebAcl"):
        rules = len(context.inputs.words(found, "rules[].name"))
    return context.plain_name(member), ["web application firewall", counted(rules, "rule") if rules else ""]


def vpc(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of a network."""
    inputs = context.inputs
    blocks = [inputs.word(each, "cidrBlock") for each in member.typed("aws:ec2/vpc:Vpc")]
    watched = "flow logs" if member.typed("aws:ec2/flowLog:FlowLog") else ""
    if not blocks:
        ids = dict.fromkeys(
            found
            for each in context.plan.resources
            if each.type.startswith("aws:") and (found := inputs.word(each, "vpcId")).startswith("vpc-")
        )
        return "Existing VPC", [*list(ids)[:2], watched]
    return "VPC", [", ".join(filter(None, blocks)), watched]


def zone(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of an availability zone: its subnets by what they reach, and its NAT gateways."""
    inputs = context.inputs
    subnets = sorted(
        ((reach(each, context), inputs.word(each, "cidrBlock")) for each in member.typed(_SUBNET)),
        key=lambda found: ("public", "private", "isolated").index(found[0]),
    )
    lines = [" ".join(filter(None, found)) for found in subnets[:6]]
    lines += [f"and {len(subnets) - 6} more subnets"] if len(subnets) > 6 else []
    gateways = len(member.typed("aws:ec2/natGateway:NatGateway"))
    lines += [counted(gateways, "NAT gateway")] if gateways else []
    return member.key.partition(":")[2], lines


def reach(subnet: Resource, context: Context) -> str:
    """Return what a subnet's routes make of it: `public`, `private` or `isolated`."""
    tables = {
        source.urn
        for each in context.plan.resources
        if each.type == _ASSOCIATION and any(source.urn == subnet.urn for _, source in context.sources(each))
        for name, source in context.sources(each)
        if name == "routeTableId"
    }
    ways = {name for each in context.plan.resources if each.type == _ROUTE for name in _ways(each, tables, context)}
    if "gatewayId" in ways or (not tables and context.inputs.word(subnet, "mapPublicIpOnLaunch") == "true"):
        return "public"
    return "private" if ways else "isolated"


def _ways(route: Resource, tables: set[str], context: Context) -> Iterator[str]:
    sources = list(context.sources(route))
    if any(name == "routeTableId" and source.urn in tables for name, source in sources):
        yield from (name for name, _ in sources if name != "routeTableId")


def endpoints(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of private endpoints."""
    names = [context.inputs.word(each, "serviceName") for each in member.typed("aws:ec2/vpcEndpoint:VpcEndpoint")]
    short = sorted({".".join(name.split(".")[3:]) or name for name in names if name})
    return "Private endpoints", [f"{len(names)}: {', '.join(short)}" if short else counted(len(names), "endpoint")]
