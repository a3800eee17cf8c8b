"""Address ranges are private, large enough, and do not overlap."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import Final

from evenkeel.sizing.checks.found import found
from evenkeel.sizing.limits import most_nodes
from evenkeel.sizing.view import View
from evenkeel.spec import ExistingNetwork, NewNetwork, Problem

_LARGEST: Final = 16
_SMALLEST: Final = 22
"""Below, public subnets would be smaller than load balancers take."""
_ADDRESSES_PER_NODE: Final = 32
"""Private addresses a node: its own, and one or two prefixes of 16 for its pods."""
_SERVICE_RANGES: Final = ("172.20.0.0/16", "192.168.0.0/16", "10.100.0.0/16")
_QUARTER: Final = 2
"""Prefix bits between the VPC and the private subnet of a zone, which gets a quarter of it."""
_RESERVED: Final = 5
"""Addresses that AWS keeps in each subnet."""
_CARRIER_GRADE: Final = IPv4Network("100.64.0.0/10")
_PRIVATE: Final = tuple(IPv4Network(cidr) for cidr in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
_LARGEST_SERVICES: Final = 12
_SMALLEST_SERVICES: Final = 24
_MOST_PUBLIC_FROM: Final = 40
"""Sizes of service ranges, and number of public networks, that EKS accepts (user guide, 2026)."""


def check_addresses(view: View) -> Iterator[Problem]:
    """Refuse ranges that are too small or too large, public, or overlap."""
    network, cluster = view.platform.network, view.platform.cluster
    if isinstance(network, NewNetwork):
        yield from _range(network.cidr)
        block = IPv4Network(network.cidr)
        for index, avoided in enumerate(network.avoid):
            if block.overlaps(IPv4Network(avoided)):
                fix = f"Choose a network.cidr outside {avoided}."
                yield found(f"network.avoid[{index}]", avoided, f"overlaps network.cidr {network.cidr}", fix)
        yield from _room(view, network)
        vpc, path = network.cidr, "network.cidr"
    elif isinstance(network, ExistingNetwork):
        vpc, path = network.existing.cidr, "network.existing.cidr"
    else:
        return
    if cluster is not None:
        yield from _services(cluster.service_cidr)
        yield from _way_in(cluster.endpoint.public_from)
    if cluster is not None and IPv4Network(cluster.service_cidr).overlaps(IPv4Network(vpc)):
        free = (other for other in _SERVICE_RANGES if not IPv4Network(other).overlaps(IPv4Network(vpc)))
        example = next(free, None)
        fix = f"Choose another range{f', or set cluster.serviceCidr, to {example} for example' if example else ''}."
        yield found(path, vpc, f"overlaps cluster.serviceCidr {cluster.service_cidr}", fix)


def _range(cidr: str) -> Iterator[Problem]:
    block = IPv4Network(cidr)
    if not _LARGEST <= block.prefixlen <= _SMALLEST:
        relation = "larger than AWS allows" if block.prefixlen < _LARGEST else "too small for subnets in each zone"
        yield found("network.cidr", cidr, f"is {relation}", f"Use /{_LARGEST} to /{_SMALLEST}, such as 10.20.0.0/16.")
    if not block.is_private and not block.subnet_of(_CARRIER_GRADE):
        fix = "Use a part of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10."
        yield found("network.cidr", cidr, "is a public range", fix)


def _services(cidr: str) -> Iterator[Problem]:
    block, path = IPv4Network(cidr), "cluster.serviceCidr"
    if not _LARGEST_SERVICES <= block.prefixlen <= _SMALLEST_SERVICES:
        fix = f"Use /{_LARGEST_SERVICES} to /{_SMALLEST_SERVICES}, such as {_SERVICE_RANGES[0]}."
        yield found(path, cidr, "is not a size that EKS takes", fix)
    elif not any(block.subnet_of(private) for private in _PRIVATE):
        yield found(path, cidr, "is not a private range", f"Use a part of {', '.join(map(str, _PRIVATE))}.")


def _way_in(networks: tuple[str, ...]) -> Iterator[Problem]:
    path = "cluster.endpoint.publicFrom"
    for index, cidr in enumerate(networks):
        if any(IPv4Network(cidr).subnet_of(inside) for inside in (*_PRIVATE, _CARRIER_GRADE)):
            fix = "Name the address that the internet sees, or leave it out: inside the VPC private: true is enough."
            yield found(f"{path}[{index}]", cidr, "is a private range, from which nobody comes over the internet", fix)
    if len(networks) > _MOST_PUBLIC_FROM:
        fix = f"Give at most {_MOST_PUBLIC_FROM}; join neighbours into larger ones."
        yield found(path, None, f"has {len(networks)} entries, more than EKS takes", fix)


def _room(view: View, network: NewNetwork) -> Iterator[Problem]:
    block = IPv4Network(network.cidr)
    if view.aws is None or not _LARGEST <= block.prefixlen <= _SMALLEST:
        return
    zones = len(view.aws.zones)
    nodes = sum(most_nodes(pool) or 0 for pool in view.platform.node_pools)
    if view.platform.cluster is not None:
        nodes += view.platform.cluster.system_nodes.max
    have = zones * (2 ** (32 - block.prefixlen - _QUARTER) - _RESERVED)
    need = nodes * _ADDRESSES_PER_NODE
    if need > have:
        prefixes = range(_LARGEST, block.prefixlen)
        fits = [prefix for prefix in prefixes if zones * (2 ** (32 - prefix - _QUARTER) - _RESERVED) >= need]
        fix = f"Use /{max(fits)} or larger." if fits else "Lower the pools' max; no VPC range is large enough."
        message = f"leaves {have} addresses to {nodes} nodes and their pods, which take about {need}"
        yield found("network.cidr", network.cidr, message, fix)
